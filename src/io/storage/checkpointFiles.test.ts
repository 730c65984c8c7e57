import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Weights } from '../../core/encoderDefinition';
import type { Checkpoint } from './checkpoint';
import {
  checkpointNames,
  dropCheckpoints,
  keepEncoder,
  keepCheckpoint,
  newestCheckpoint,
  type CheckpointFiles,
} from './checkpointFiles';

const at = (step: number): Checkpoint => {
  const tensors: Weights = new Map([['w', { shape: [1], data: Float32Array.of(step) }]]);
  const optimiser = { step, first: tensors, second: tensors };
  return { weights: tensors, optimiser, kept: null, extra: new Map(), best: null };
};

function inMemory(): CheckpointFiles & { all: Map<string, Uint8Array> } {
  const all = new Map<string, Uint8Array>();
  return {
    all,
    names: () => Promise.resolve(all.keys()),
    read: (name) => Promise.resolve(all.get(name) ?? null),
    write: (name, bytes) => Promise.resolve(void all.set(name, bytes)),
    remove: (name) => Promise.resolve(void all.delete(name)),
  };
}

describe('the checkpoints of a run', () => {
  it('are the last two, whatever lies beside them', async () => {
    const files = inMemory();
    await files.write('other.checkpoint-900.safetensors', new Uint8Array());
    for (const step of [2, 25, 100]) await keepCheckpoint(files, 'run.', at(step));
    expect([...files.all.keys()]).toEqual([
      'other.checkpoint-900.safetensors',
      'run.checkpoint-25.safetensors',
      'run.checkpoint-100.safetensors',
    ]);
    expect(await newestCheckpoint(files, 'run.')).toMatchObject({
      file: 'run.checkpoint-100.safetensors',
      checkpoint: at(100),
      warnings: [],
    });
    await dropCheckpoints(files, 'run.');
    expect([...files.all.keys()]).toEqual(['other.checkpoint-900.safetensors']);
    expect(await newestCheckpoint(files, 'run.')).toBeNull();
  });

  it('fall back to the one before a damaged one, and say so', async () => {
    const files = inMemory();
    for (const step of [25, 50]) await keepCheckpoint(files, '', at(step));
    const newest = files.all.get('checkpoint-50.safetensors')!;
    await files.write('checkpoint-50.safetensors', newest.slice(0, -3));
    const found = await newestCheckpoint(files, '');
    expect(found!.checkpoint.optimiser.step).toBe(25);
    expect(found!.warnings).toEqual([
      expect.stringMatching(/checkpoint-50\.safetensors is damaged.*truncated/),
    ]);
    // What the run makes anew takes the place of the damaged one.
    await keepCheckpoint(files, '', at(30));
    expect([...files.all.keys()].sort()).toEqual(['checkpoint-25.safetensors', 'checkpoint-30.safetensors']);
    for (const name of files.all.keys()) await files.write(name, newest.slice(0, 9));
    await expect(newestCheckpoint(files, '')).rejects.toMatchObject({ code: 'bad-file' });
  });

  it('leave the encoder alone where that is asked for: the best, if one was looked for', async () => {
    const files = inMemory();
    const best: Weights = new Map([['w', { shape: [1], data: Float32Array.of(7) }]]);
    await keepCheckpoint(files, 'run.', at(25));
    const kept = Int32Array.of(3, 5);
    await keepCheckpoint(files, 'run.', {
      ...{ ...at(50), kept, extra: best, best: { step: 25, value: 0.5, since: 1, weights: best } },
    });
    expect(await keepEncoder(files, 'run.', 50)).toBe(true);
    expect([...files.all.keys()]).toEqual(['run.checkpoint-50.safetensors']);
    expect((await newestCheckpoint(files, 'run.'))!.checkpoint).toEqual({
      ...{ weights: best, kept, extra: new Map(), best: null },
      optimiser: { step: 50, first: new Map(), second: new Map() },
    });
    // Its last steps were never saved: what is there is not the encoder whose scores are known.
    expect(await keepEncoder(files, 'run.', 51)).toBe(false);
    expect(files.all.size).toBe(0);
  });

  it('go on from the single file that older versions kept', async () => {
    const files = inMemory();
    await keepCheckpoint(files, '', at(7));
    await files.write('checkpoint.safetensors', files.all.get('checkpoint-7.safetensors')!);
    await files.remove('checkpoint-7.safetensors');
    expect((await newestCheckpoint(files, ''))!.checkpoint.optimiser.step).toBe(7);
    for (const step of [8, 9]) await keepCheckpoint(files, '', at(step));
    expect(checkpointNames(files.all.keys(), '')).toEqual([
      'checkpoint-9.safetensors',
      'checkpoint-8.safetensors',
    ]);
  });

  it('always leave one to go on from, wherever a write is cut off', async () => {
    const plan = fc.array(fc.record({ step: fc.integer({ min: 1, max: 99 }), fails: fc.boolean() }), {
      minLength: 1,
    });
    await fc.assert(
      fc.asyncProperty(plan, async (writes) => {
        const files = inMemory();
        let last: number | undefined;
        for (const { step, fails } of writes) {
          const broken = { ...files, write: () => Promise.reject(new Error('cut off')) };
          await keepCheckpoint(fails ? broken : files, '', at(step)).catch(() => undefined);
          if (!fails) last = step;
          expect((await newestCheckpoint(files, ''))?.checkpoint.optimiser.step).toBe(last);
        }
      }),
    );
  });
});
