import { startBackend } from '../../src/engine/backend';
import type { TokenGroup } from '../../src/engine/collate';
import { deviceErrors, type GpuVariant } from '../../src/engine/gpuDevice';
import { infoNce } from '../../src/engine/losses/contrastive';
import { attention } from '../../src/engine/ops/attention';
import { dropout } from '../../src/engine/ops/dropout';
import { embed } from '../../src/engine/ops/embed';
import { gelu } from '../../src/engine/ops/gelu';
import { l2Normalize } from '../../src/engine/ops/l2Normalize';
import { addLayerNorm, layerNorm } from '../../src/engine/ops/layerNorm';
import { linear, linearGelu } from '../../src/engine/ops/linear';
import { adaptedLinear } from '../../src/engine/ops/lora';
import { pool } from '../../src/engine/ops/pool';
import { selfTest } from '../../src/engine/selfTest';
import { numbers, outcomeOf, type Op, type Outcome } from '../../src/engine/testing/outcomes';

/** Two texts of 37 and 11 tokens: longer than a tile of keys. */
const GROUPS: TokenGroup[] = [
  { first: 0, texts: 1, time: 37, lengths: Int32Array.of(37) },
  { first: 37, texts: 1, time: 11, lengths: Int32Array.of(11) },
];
const TEXTS = {
  firsts: Int32Array.of(0, 37),
  lengths: Int32Array.of(37, 11),
  textOf: new Int32Array(48).fill(1, 37),
};
const TOKENS = {
  ids: Int32Array.from({ length: 48 }, (_, i) => (7 * i) % 5),
  places: Int32Array.from({ length: 48 }, (_, i) => i % 37),
  textOf: TEXTS.textOf,
};
/** The third passage is no negative of the second query. */
const MASK = Uint8Array.from({ length: 36 }, (_, i) => Number(i === 8));
const MATRIX = [48, 20];
const LAYER = [[48, 20], [36, 20], [36]];

/** Name, operation, shapes of the inputs and size of the output; widths that no tile divides. */
const CASES: [name: string, op: Op, shapes: number[][], size: number][] = [
  ['linear', (x, w, b) => linear(x, w, b), LAYER, 48 * 36],
  ['linear and GELU', (x, w, b) => linearGelu(x, w, b), LAYER, 48 * 36],
  [
    'linear with adapter',
    (x, w, bias, a, b) => adaptedLinear(x, w, bias, { a: a, b: b, scale: 2 }),
    [...LAYER, [3, 20], [36, 3]],
    48 * 36,
  ],
  ['LayerNorm', (x, g, b) => layerNorm(x, g, b, 1e-5), [MATRIX, [20], [20]], 960],
  ['LayerNorm of a sum', (x, r, g, b) => addLayerNorm(x, r, g, b, 1e-5), [MATRIX, MATRIX, [20], [20]], 960],
  ['attention', (q, k, v) => attention(q, k, v, GROUPS, 2), [MATRIX, MATRIX, MATRIX], 960],
  ['GELU', (x) => gelu(x), [MATRIX], 960],
  ['dropout', (x) => dropout(x, { rate: 0.3, key: [1, 2] }), [MATRIX], 960],
  [
    'embedding',
    (w, p, t) => embed(w, p, t, TOKENS),
    [
      [5, 20],
      [40, 20],
      [2, 20],
    ],
    960,
  ],
  ['mean pooling', (x) => pool(x, TEXTS, 'mean'), [MATRIX], 40],
  ['CLS pooling', (x) => pool(x, TEXTS, 'cls'), [MATRIX], 40],
  ['max pooling', (x) => pool(x, TEXTS, 'max'), [MATRIX], 40],
  ['unit length', (x) => l2Normalize(x), [MATRIX], 960],
  ...(['one-way', 'symmetric'] as const).map((loss): (typeof CASES)[number] => [
    `InfoNCE, ${loss}`,
    (q, p) => infoNce(q, p, MASK, { temperature: 0.2, direction: loss }),
    [
      [6, 20],
      [6, 20],
    ],
    1,
  ]),
];

export interface Difference {
  name: string;
  /** Largest difference of output and gradients, relative to the largest number (or 1). */
  difference: number;
}

interface Report {
  used: string;
  differences: Difference[];
  /** Errors of the GPU. */
  errors: readonly string[];
  /** What the self-test says; null if nothing is wrong, and where there is none. */
  selfTest: string | null;
}

/** Output and gradients of every operation of the encoder on a backend of this browser, beside those on the cpu. */
async function compare(requested: 'wasm' | 'webgpu', variant?: GpuVariant): Promise<Report> {
  const start = (backend: 'cpu' | 'wasm' | 'webgpu') =>
    startBackend({
      requested: backend,
      variant,
      selfTest: false,
      wasmPaths: '/tfjs/',
      onFatal: ({ what }) => {
        throw new Error(what);
      },
    });
  const run = (op: Op, shapes: number[][], size: number) => {
    const inputs = shapes.map((shape, seed) => ({
      shape,
      data: numbers(
        shape.reduce((product, n) => product * n, 1),
        seed,
      ),
    }));
    return outcomeOf(op, inputs, numbers(size, 99));
  };
  await start('cpu');
  const expected: Outcome[] = [];
  for (const [, op, shapes, size] of CASES) expected.push(await run(op, shapes, size));
  const { used } = await start(requested);
  const differences: Difference[] = [];
  for (const [index, [name, op, shapes, size]] of CASES.entries()) {
    const actual = await run(op, shapes, size);
    const { output, gradients } = expected[index]!;
    const all = gradients.map((gradient, input) => relative(actual.gradients[input]!, gradient));
    differences.push({ name, difference: Math.max(relative(actual.output, output), ...all) });
  }
  const verdict = requested === 'webgpu' ? await selfTest() : null;
  return { used, differences, errors: deviceErrors(), selfTest: verdict };
}

function relative(actual: Float32Array, expected: Float32Array): number {
  if (actual.length !== expected.length) return Infinity;
  const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1);
  return expected.reduce((most, value, i) => Math.max(most, Math.abs(actual[i]! - value)), 0) / scale;
}

declare global {
  interface Window {
    compareKernels: typeof compare;
  }
}
window.compareKernels = compare;
