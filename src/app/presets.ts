import { z } from 'zod';
import { parseConfiguration } from '../io/configurationFile';
import type { Preset } from '../state/setup';
import type { SessionStore } from '../state/session';

const point = z.object({ what: z.string(), here: z.string(), there: z.string() });
const departures = z.object({ from: z.string(), points: z.array(point) });
const preset = z.object({
  id: z.string(),
  label: z.string(),
  description: z.string(),
  departures: departures.exactOptional(),
});
const index = z.object({ presets: z.array(preset) });

/** Reads the bundled presets. One that cannot be read is left out with a warning; the page works without. */
export async function readPresets(session: SessionStore): Promise<Preset[]> {
  try {
    const { presets } = index.parse(await (await fetch('presets/index.json')).json());
    return await Promise.all(
      presets.map(async (preset) => {
        const path = `presets/${preset.id}.json`;
        return { ...preset, configuration: parseConfiguration(await (await fetch(path)).text(), path) };
      }),
    );
  } catch (error) {
    const what = `The presets could not be read (${error instanceof Error ? error.message : String(error)}).`;
    session
      .getState()
      .notify('warning', { code: 'network', what, remedy: 'Compose the experiment by hand.' });
    return [];
  }
}
