/**
 * `npm run bench -- against-onnx ENCODER_DIRECTORY [texts]`: encoding on wasm beside onnxruntime-web's wasm, which is
 * what transformers.js runs on, in float32, both on one thread of the same core. Needs Python once, to export the
 * encoder (ISOGLOT_PYTHON), and installs onnxruntime-web into .cache/.
 */
import { selectTexts } from '../src/core/selectTexts';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { spawnSync } from 'node:child_process';
import { textCount, tokensOf } from '../src/core/tokens';
import type { TokenTable } from '../src/core/tokens';
import { encodeTexts } from '../src/engine/encode';
import { createEncoder } from '../src/engine/encoder';
import { startTestBackend } from '../src/engine/testing/backends';
import { readMaterial } from './support/material';
import { pinThisProcess, runOnOneThread } from './support/pinned';
import { requirePython } from './support/python';
import { printTable } from './support/table';
import { timed } from './support/timed';

const ONNX_RUNTIME = '1.30.0';
const TURNS = 3;
const CACHE = '.cache/bench';
const [directory, count = '64'] = process.argv.slice(2);
if (!directory) {
  console.error('npm run bench -- against-onnx ENCODER_DIRECTORY [texts]');
  process.exit(1);
}

/** What is used of onnxruntime-web. */
interface OnnxRuntime {
  env: { wasm: { numThreads: number } };
  Tensor: new (type: 'int64', data: BigInt64Array, shape: number[]) => object;
  InferenceSession: {
    create(
      file: string,
      options: object,
    ): Promise<{
      run(inputs: Record<string, object>): Promise<{ last_hidden_state: { data: Float32Array } }>;
    }>;
  };
}

function installOnnxRuntime(): OnnxRuntime {
  const folder = join(CACHE, `onnxruntime-web-${ONNX_RUNTIME}`);
  const home = resolve(folder, 'node_modules/onnxruntime-web');
  if (!existsSync(home)) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{ "private": true }');
    const args = ['install', '--no-audit', '--no-fund', `onnxruntime-web@${ONNX_RUNTIME}`];
    const { status } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 2, 2] });
    if (status !== 0) throw new Error('npm could not install onnxruntime-web: see above.');
  }
  const load = createRequire(join(home, 'package.json'));
  return load(join(home, 'dist/ort.node.min.js')) as OnnxRuntime;
}

/** The encoder as an ONNX file, exported once. */
function exported(encoder: string): string {
  const file = join(CACHE, `${basename(resolve(encoder))}.onnx`);
  if (!existsSync(file)) {
    const python = requirePython('torch', 'transformers', 'onnx');
    mkdirSync(CACHE, { recursive: true });
    runOnOneThread(python, ['bench/support/export_onnx.py', encoder, file]);
  }
  return file;
}

const ort = installOnnxRuntime();
const file = exported(directory);
const pinned = pinThisProcess();
ort.env.wasm.numThreads = 1;
const session = await ort.InferenceSession.create(file, {
  executionProviders: ['wasm'],
  graphOptimizationLevel: 'all',
});
await startTestBackend('wasm');
const { definition, weights, passages } = await readMaterial(directory);
const encoder = createEncoder(definition, weights);
const every = Math.floor(textCount(passages) / Number(count));
const table = selectTexts(
  passages,
  Array.from({ length: Number(count) }, (_, i) => i * every),
);

async function encodeHere(): Promise<Float32Array> {
  const run = encodeTexts(encoder, table);
  for (;;) {
    const { done, value } = await run.next();
    if (done) return value;
  }
}

/** As transformers.js's feature extraction does with mean pooling: a batch padded to its longest text. */
async function encodeThere(batchTexts: number, order: readonly number[]): Promise<Float32Array> {
  const embeddings = new Float32Array(order.length * definition.hidden);
  for (let start = 0; start < order.length; start += batchTexts) {
    const texts = order.slice(start, start + batchTexts);
    const ids = texts.map((text) => tokensOf(table, text));
    const longest = Math.max(...ids.map(({ length }) => length));
    const [input, mask] = [
      new BigInt64Array(texts.length * longest),
      new BigInt64Array(texts.length * longest),
    ];
    ids.forEach((tokens, row) => {
      tokens.forEach((id, at) => (input[row * longest + at] = BigInt(id)));
      mask.fill(1n, row * longest, row * longest + tokens.length);
    });
    const tensor = (data: BigInt64Array) => new ort.Tensor('int64', data, [texts.length, longest]);
    const { last_hidden_state: hidden } = await session.run({
      input_ids: tensor(input),
      attention_mask: tensor(mask),
    });
    texts.forEach((text, row) =>
      embeddings.set(pooled(hidden.data, row * longest, ids[row]!.length), text * definition.hidden),
    );
  }
  return embeddings;
}

/** Normalised mean of so many hidden rows. */
function pooled(hidden: Float32Array, first: number, rows: number): Float32Array {
  const { hidden: columns } = definition;
  const sum = new Float32Array(columns);
  for (let row = first; row < first + rows; row++)
    for (let c = 0; c < columns; c++) sum[c]! += hidden[row * columns + c]!;
  const norm = Math.hypot(...sum);
  return sum.map((value) => value / norm);
}

const asGiven = Array.from({ length: textCount(table) }, (_, text) => text);
const lengthOf = ({ offsets }: TokenTable, text: number): number => offsets[text + 1]! - offsets[text]!;
const byLength = asGiven.toSorted((a, b) => lengthOf(table, a) - lengthOf(table, b));
const runs: [engine: string, batch: string, encode: () => Promise<Float32Array>][] = [
  ['Isoglot, wasm', '2,048 tokens (default)', encodeHere],
  ...[1, 8, 32].map((size): (typeof runs)[number] => [
    `onnxruntime-web ${ONNX_RUNTIME}`,
    `${size} as given`,
    () => encodeThere(size, asGiven),
  ]),
  ...[8, 16].map((size): (typeof runs)[number] => [
    `onnxruntime-web ${ONNX_RUNTIME}`,
    `${size} by length`,
    () => encodeThere(size, byLength),
  ]),
];
const times = runs.map(() => ({ seconds: Infinity, processor: Infinity }));
const results: Float32Array[] = [];
for (let turn = 0; turn < TURNS; turn++)
  for (const [index, [, , encode]] of runs.entries()) {
    const { seconds, processor } = await timed(async () => {
      results[index] = await encode();
    });
    times[index] = {
      seconds: Math.min(times[index]!.seconds, seconds),
      processor: Math.min(times[index]!.processor, processor),
    };
  }
printTable(
  `Encoding ${count} passages of Isoglot-QA (${table.ids.length} tokens) with ${definition.name}, one thread${pinned ? ', pinned to one core' : ''}`,
  runs.map(([engine, batch], index) => ({
    engine,
    'texts a batch': batch,
    'texts/s': (Number(count) / times[index]!.seconds).toFixed(1),
    'texts per processor second': (Number(count) / times[index]!.processor).toFixed(1),
    'Isoglot is so many times as fast': (times[index]!.processor / times[0]!.processor).toFixed(2),
    'largest difference of an embedding': results[index]!.reduce(
      (largest, value, i) => Math.max(largest, Math.abs(value - results[0]![i]!)),
      0,
    ).toExponential(0),
  })),
);
process.exit(0);
