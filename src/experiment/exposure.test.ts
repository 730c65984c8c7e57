import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readDirectory } from '../io/nodeFiles';
import { configuration, type ProgressEvent } from '../protocol';
import { runExposure } from './exposure';
import { readDataMaterial } from './materials';
import { drain } from './progress';
import { ROOT } from './testing/smallStage';
import { trainingPairs } from './trainingPairs';

it('says how far the search for texts that were trained on has come, and lets others in', async () => {
  const data = await readDataMaterial(await readDirectory(join(ROOT, 'public/data/isoglot-qa')), 'auto');
  const config = configuration.parse({
    schema: 'isoglot/configuration@1',
    languages: ['de', 'en'],
    sourceDomains: ['history', 'food'],
  });
  const said: ProgressEvent[] = [];
  let turns = 0;
  const timer = setInterval(() => turns++);
  const pool = trainingPairs({ data }, config);
  const found = await drain(runExposure(data, pool, config, new Set()), (event) => void said.push(event));
  clearInterval(timer);
  expect(found.zeroShot.data).toBe(false);
  expect(said.length).toBeGreaterThan(2);
  expect(new Set(said.map(({ label }) => label))).toEqual(
    new Set(['Looking for texts that were trained on']),
  );
  const done = said.map((event) => event.done);
  expect(done).toEqual(done.toSorted((a, b) => a - b));
  expect(done.at(-1)).toBeLessThanOrEqual(said[0]!.total!);
  expect(turns).toBeGreaterThan(0);
});
