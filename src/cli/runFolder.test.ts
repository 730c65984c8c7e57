import { mkdtempSync, readFileSync, readdirSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { exampleResult } from '../io/testing/exampleResult';
import { historyLines } from '../io/export/history';
import type { Checkpoint } from '../io/storage/checkpoint';
import { defaultConfiguration, type HistoryEvent } from '../protocol';
import { originOf } from './origin';
import { runFolder, type RunFolder } from './runFolder';

const origin = originOf({ encoder: { name: 'e', sha256: 'abc' }, data: { name: 'd', sha256: 'def' } });
const tensors = new Map([['w', { shape: [1], data: Float32Array.of(1) }]]);
const at = (step: number): Checkpoint => ({
  weights: tensors,
  optimiser: { step, first: tensors, second: tensors },
  kept: null,
  extra: new Map(),
  best: null,
});
const events: HistoryEvent[] = [
  { type: 'evaluation', step: 0, scores: exampleResult({}).scores, queries: {}, candidates: {}, seconds: 1 },
  ...[1, 2].flatMap((step) => [
    {
      type: 'step',
      step,
      loss: 1,
      gradientNorm: 1,
      learningRate: 1,
      batch: { kind: 'mono', pairs: {} },
      seconds: 1,
    },
    { type: 'checkpoint', step },
  ]),
].map((event, seq) => ({ ...event, seq }) as HistoryEvent);

let path: string;
let folder: RunFolder;
beforeEach(async () => {
  path = mkdtempSync(join(tmpdir(), 'isoglot-run-'));
  folder = runFolder(path);
  await folder.begin(defaultConfiguration, [], origin);
});

describe('the folder of a run', () => {
  it('keeps two checkpoints and nothing half written', async () => {
    for (const step of [1, 2, 3]) await folder.keep(at(step));
    expect(readdirSync(join(path, 'checkpoint')).sort()).toEqual([
      'checkpoint-2.safetensors',
      'checkpoint-3.safetensors',
    ]);
    expect(readdirSync(path).sort()).toEqual([
      'checkpoint',
      'configuration.json',
      'history.jsonl',
      'origin.json',
    ]);
    expect(await folder.configuration()).toEqual(defaultConfiguration);
  });

  it('goes on from the checkpoint before a damaged one, with the history up to it', async () => {
    for (const event of events) await folder.note(event);
    expect(readFileSync(join(path, 'history.jsonl'), 'utf8')).toBe(historyLines(events));
    for (const step of [1, 2]) await folder.keep(at(step));
    expect((await folder.past()).history).toHaveLength(5);
    truncateSync(join(path, 'checkpoint/checkpoint-2.safetensors'), 100);
    const { checkpoint, history, warnings } = await folder.past();
    expect(checkpoint.optimiser.step).toBe(1);
    expect(history).toHaveLength(3);
    expect(warnings).toEqual([expect.stringContaining('checkpoint-2.safetensors is damaged')]);
  });

  it('goes on with the encoder and the data that it began with alone, under whatever name', async () => {
    await folder.requireSame({ ...origin, data: { ...origin.data, name: 'moved' } });
    await expect(folder.requireSame({ ...origin, data: { name: 'd', sha256: 'fed' } })).rejects.toMatchObject(
      {
        code: 'bad-configuration',
        what: expect.stringMatching(/^The data has changed since the run began/) as string,
        where: join(path, 'origin.json'),
      },
    );
    await expect(folder.requireSame({ ...origin, encoder: { name: 'e', sha256: '' } })).rejects.toMatchObject(
      { what: expect.stringMatching(/^The encoder has changed/) as string },
    );
  });

  it('goes on with the further data sets that it began with alone', async () => {
    const more = (...prints: string[]) => ({
      ...origin,
      moreData: prints.map((sha256) => ({ name: `of ${sha256}`, sha256 })),
    });
    await folder.begin(defaultConfiguration, [], more('a', 'b'));
    await folder.requireSame(more('a', 'b'));
    for (const now of [more('a', 'c'), more('a'), origin, more('b', 'a'), more('a', 'b', 'c')]) {
      await expect(folder.requireSame(now)).rejects.toMatchObject({
        code: 'bad-configuration',
        what: expect.stringMatching(/^The further data set has changed since the run began/) as string,
      });
    }
  });
});
