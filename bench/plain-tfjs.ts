/**
 * `npm run bench -- plain-tfjs [steps]`: a training step on the GPU at hand with this project's kernels, and the same
 * step of the same encoder in TensorFlow.js's own ops and kernels.
 */
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/BatchMatMul';
import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-webgpu/dist/kernels/_FusedMatMul';
import * as tf from '@tensorflow/tfjs-core';
import type { EncoderDefinition } from '../src/core/encoderDefinition';
import { createRng } from '../src/core/rng';
import { createEncoder } from '../src/engine/encoder';
import { allocatedBytes, countDispatches } from '../src/engine/memory';
import { startTestBackend } from '../src/engine/testing/backends';
import { tokenTable } from '../src/engine/testing/fixtures';
import { contrastiveInput } from '../src/engine/losses/terms';
import { createTrainer } from '../src/engine/trainer';
import { madeWeights, smallDefinition } from './support/madeEncoder';
import { createPlainTrainer } from './support/plainEncoder';
import { megabytes, printTable } from './support/table';

const STEPS = Number(process.argv[2] ?? 5);
const TIME = 16;
const TEMPERATURE = 0.05;
const LEARNING_RATE = 1e-3;

interface Run {
  step: () => Promise<number>;
  dispose: () => void;
}

/** The first step, which compiles, then the fastest of some more. */
async function measure({ step, dispose }: Run) {
  const timed = async (): Promise<{ loss: number; ms: number }> => {
    const start = performance.now();
    const loss = await step();
    return { loss, ms: performance.now() - start };
  };
  const first = await timed();
  const later = [];
  for (let i = 0; i < STEPS; i++) later.push(await timed());
  const programs = await countDispatches(step);
  dispose();
  return { first, best: Math.min(...later.map(({ ms }) => ms)), last: later.at(-1)!.loss, programs };
}

const models: { pairs: number; definition: EncoderDefinition }[] = [
  { pairs: 4, definition: { ...smallDefinition, intermediate: 128 } },
  {
    pairs: 8,
    definition: {
      ...smallDefinition,
      layers: 4,
      hidden: 64,
      dimensions: 64,
      intermediate: 256,
      vocabulary: 1000,
    },
  },
];
const rows = [];
for (const { pairs, definition } of models) {
  const rng = createRng(5);
  const lengths = Array.from({ length: 2 * pairs }, () => TIME - rng.int(8));
  const texts = lengths.map((length) => Array.from({ length }, () => 1 + rng.int(definition.vocabulary - 1)));
  const model = `${definition.layers} layers, ${definition.hidden} wide, ${pairs} pairs`;

  await startTestBackend('webgpu');
  const encoder = createEncoder(definition, madeWeights(definition));
  const trainer = createTrainer(encoder, {
    weightDecay: 0.01,
    clipNorm: 1,
  });
  const [queries, passages] = [tokenTable(texts.slice(0, pairs)), tokenTable(texts.slice(pairs))];
  const input = contrastiveInput(queries, passages, { temperature: TEMPERATURE, direction: 'one-way' });
  const own = await measure({
    step: async () => (await trainer.step(input, LEARNING_RATE)).loss,
    dispose: () => {
      trainer.dispose();
      encoder.dispose();
    },
  });
  const ownBytes = allocatedBytes();

  await startTestBackend('webgpu');
  for (const config of [batchMatMulConfig, _fusedMatMulConfig]) {
    tf.unregisterKernel(config.kernelName, 'webgpu');
    tf.registerKernel(config);
  }
  const plainTrainer = createPlainTrainer(definition, madeWeights(definition));
  const ids = texts.map((text) => [...text, ...new Array<number>(TIME - text.length).fill(0)]);
  const plain = await measure({
    step: () => plainTrainer.step({ ids, lengths }, TEMPERATURE, LEARNING_RATE),
    dispose: () => plainTrainer.dispose(),
  });
  const row = (kernels: string, result: typeof own, bytes: number | null) => ({
    model,
    kernels,
    'first step ms': Math.round(result.first.ms),
    'ms a step (best)': Math.round(result.best),
    programs: result.programs,
    'MB allocated': megabytes(bytes),
    'first loss': result.first.loss.toFixed(5),
    'last loss': result.last.toFixed(5),
    'times as fast': (plain.best / result.best).toFixed(1),
  });
  rows.push(row('TensorFlow.js', plain, allocatedBytes()), row('ours', own, ownBytes));
}
printTable('A training step: plain TensorFlow.js ops and our kernels', rows);
process.exit(0);
