import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceErrors } from '../gpuDevice';
import { startTestBackend } from '../testing/backends';
import { BACKENDS, expectClose } from '../testing/gradients';
import { numbers } from '../testing/outcomes';
import { WORD_TABLE } from '../parameters';
import { tableOnBackend } from '../wordTable';
import { adamStep } from '../../core/adam';
import { createRowAdam } from './rows';

const ROWS = 7;
const COLUMNS = 3;
const DECAY = 0.1;

/** Dense AdamW in float64, as PyTorch's documentation writes it; `gradients[step]` by row, absent rows are 0. */
function denseAdamW(start: Float32Array, gradients: Map<number, Float32Array>[]): number[] {
  const w = [...start];
  const [m, v] = [w.map(() => 0), w.map(() => 0)];
  gradients.forEach((byRow, index) => {
    const rate = 0.01 / (index + 1);
    for (let at = 0; at < w.length; at++) {
      const g = byRow.get(Math.floor(at / COLUMNS))?.[at % COLUMNS] ?? 0;
      w[at]! *= 1 - rate * DECAY;
      m[at] = 0.9 * m[at]! + 0.1 * g;
      v[at] = 0.999 * v[at]! + 0.001 * g * g;
      const [mean, variance] = [m[at]! / (1 - 0.9 ** (index + 1)), v[at]! / (1 - 0.999 ** (index + 1))];
      w[at]! -= (rate * mean) / (Math.sqrt(variance) + 1e-8);
    }
  });
  return w;
}

/** Touches the rows `touched[step]` and reads the table after the steps `reads` as well. */
async function trained(start: Float32Array, touched: number[][], reads: number[] = []) {
  const table = tableOnBackend(start, ROWS, COLUMNS);
  const optimiser = createRowAdam(table);
  const gradients: Map<number, Float32Array>[] = [];
  for (const [index, rows] of touched.entries()) {
    const ids = Int32Array.from(rows);
    table.lookUp(ids).dispose();
    const values = numbers(ids.length * COLUMNS, index);
    const gradient = tf.tensor2d(values, [ids.length, COLUMNS]);
    optimiser.update(ids, gradient, adamStep(index + 1, 0.01 / (index + 1), DECAY, 1));
    gradient.dispose();
    gradients.push(new Map(rows.map((row, n) => [row, values.slice(n * COLUMNS, (n + 1) * COLUMNS)])));
    if (reads.includes(index)) await table.read();
  }
  const { first } = await optimiser.read();
  const moments = first.get(WORD_TABLE)!.data;
  optimiser.dispose();
  const values = await table.read();
  table.dispose();
  return { values, moments, gradients };
}

describe.each(BACKENDS)('AdamW by rows on %s', (backend) => {
  it('gives the numbers of the dense optimiser, untouched rows included', async () => {
    await startTestBackend(backend);
    const start = numbers(ROWS * COLUMNS, 42);
    const touched = [[0, 3], [3], [1, 2, 3], [0], [6], [0, 6]];
    const { values, gradients } = await trained(start, touched);
    expectClose(values, denseAdamW(start, gradients), 1e-6);
    // Row 4 was never touched: it has only decayed, by 1 - 0.01 * 0.1 / step in each step.
    const decay = touched.reduce((factor, _, index) => factor * (1 - 0.001 / (index + 1)), 1);
    expectClose([values[12]!], [start[12]! * decay], 1e-7);
    if (backend === 'webgpu') expect(deviceErrors()).toEqual([]);
  });

  it('does not depend on when rows are brought up to date', async () => {
    await startTestBackend(backend);
    const start = numbers(ROWS * COLUMNS, 7);
    const rows = fc.uniqueArray(fc.integer({ min: 0, max: ROWS - 1 }), { minLength: 1 });
    const steps = fc.array(rows, { minLength: 1, maxLength: 8 });
    const reads = fc.array(fc.integer({ min: 0, max: 7 }));
    await fc.assert(
      fc.asyncProperty(steps, reads, async (touched, readAfter) => {
        const lazy = await trained(start, touched);
        const eager = await trained(start, touched, readAfter);
        expect(eager.values).toEqual(lazy.values);
        expect(eager.moments).toEqual(lazy.moments);
      }),
      { numRuns: backend === 'webgpu' ? 10 : 40 },
    );
  });

  it('leaves no tensor behind', async () => {
    await startTestBackend(backend);
    const before = tf.memory().numTensors;
    await trained(numbers(ROWS * COLUMNS, 1), [[0], [1, 2]]);
    expect(tf.memory().numTensors).toBe(before);
  });
});
