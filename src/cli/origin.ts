import { existsSync } from 'node:fs';
import { z } from 'zod';
import { IsoglotError } from '../core/errors';
import { readTextFile } from '../io/nodeFiles';
import { parseBy, parseJson } from '../io/json';

const named = z.object({ name: z.string(), sha256: z.string() });

/** What a run began with: it goes on with nothing else. */
export const origin = z.object({
  schema: z.literal('isoglot/origin@1'),
  encoder: named,
  data: named,
});
export type Origin = z.infer<typeof origin>;

/** Of the encoder and the data that are open. */
export function originOf({ encoder, data }: Pick<Origin, 'encoder' | 'data'>): Origin {
  const fingerprint = ({ name, sha256 }: z.infer<typeof named>) => ({ name, sha256 });
  return { schema: 'isoglot/origin@1', encoder: fingerprint(encoder), data: fingerprint(data) };
}

/**
 * Refuses to go on with other content than the run began with, under whatever name it comes.
 * @param file of the run's folder; runs of older versions have none and go on
 * @throws IsoglotError `bad-configuration` naming what has changed; `bad-file` if the file is damaged.
 */
export async function requireOrigin(file: string, now: Origin): Promise<void> {
  if (!existsSync(file)) return;
  const remedy = 'Start the run anew with --config.';
  const then = parseBy(origin, parseJson(await readTextFile(file), file), file, remedy);
  for (const kind of ['encoder', 'data'] as const) {
    if (then[kind].sha256 === now[kind].sha256) continue;
    throw new IsoglotError({
      code: 'bad-configuration',
      what:
        `The ${kind} has changed since the run began: ${now[kind].name} has the SHA-256 ${now[kind].sha256.slice(0, 12)}…, ` +
        `the run began with ${then[kind].name}, ${then[kind].sha256.slice(0, 12)}….`,
      where: file,
      remedy: `Go on with the ${kind} as it was, or start anew with --config.`,
    });
  }
}
