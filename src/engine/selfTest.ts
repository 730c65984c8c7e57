import * as tf from '@tensorflow/tfjs-core';
import type { EncoderDefinition, Weights } from '../core/encoderDefinition';
import { createRng } from '../core/rng';
import type { TokenTable } from '../core/tokens';
import { createEncoder } from './encoder';
import { deviceErrors } from './gpuDevice';
import { parameterShapes } from './parameters';
import { contrastiveInput } from './losses/terms';
import { createTrainer } from './trainer';

/** Widths that are no multiples of a tile's, texts longer and shorter than one, two heads. */
const DEFINITION: EncoderDefinition = {
  name: 'self-test',
  family: 'bert',
  vocabulary: 60,
  hidden: 20,
  layers: 1,
  heads: 2,
  intermediate: 36,
  positions: 48,
  positionOffset: 0,
  tokenTypes: 2,
  layerNormEps: 1e-12,
  pooling: 'mean',
  dense: [],
  dimensions: 20,
  normalize: true,
  maxLength: 48,
  prompts: { query: '', passage: '' },
};
const LENGTHS = [41, 3, 17, 9];
const LEARNING_RATE = 0.01;
const LOSS = { temperature: 0.1, direction: 'symmetric' } as const;
const SECONDS = 60;

/**
 * Differences that rounding can explain, relative to the largest number of a tensor: an order of magnitude above what
 * software adapters show, and far below what a wrong sign, mask or index does.
 */
const TOLERANCE = 1e-3;

/** What one training step gives, by name: loss, gradient norm, moments, and weights. */
type Numbers = Map<string, Float32Array>;

/**
 * Runs a training step of a tiny encoder on the current webgpu backend and on the cpu, and compares all numbers.
 * Leaves webgpu as the current backend.
 * @returns what is wrong, in plain words; null if nothing is
 */
export async function selfTest(): Promise<string | null> {
  await import('@tensorflow/tfjs-backend-cpu');
  await tf.setBackend('cpu');
  const expected = await trainingStep();
  await tf.setBackend('webgpu');
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), 1000 * SECONDS);
  });
  try {
    const actual = await Promise.race([trainingStep(), late]);
    if (!actual) return `its self-test did not end within ${SECONDS} seconds`;
    const [error] = deviceErrors();
    if (error) return `its self-test failed: ${error.replace(/\.$/, '')}`;
    const wrong = firstDifference(actual, expected);
    return wrong && `its self-test failed: a small training step gave another ${wrong} than on the CPU`;
  } catch (cause) {
    return `its self-test failed: ${cause instanceof Error ? cause.message : String(cause)}`;
  } finally {
    clearTimeout(timer);
  }
}

async function trainingStep(): Promise<Numbers> {
  const encoder = createEncoder(DEFINITION, weights());
  const trainer = createTrainer(encoder, {
    weightDecay: 0.1,
    clipNorm: 0.5,
    dropout: 0.1,
  });
  try {
    const mask = new Uint8Array(LENGTHS.length ** 2);
    // The third passage must not be a negative of the second query.
    mask[LENGTHS.length + 2] = 1;
    const report = await trainer.step(contrastiveInput(texts(1), texts(2), LOSS, mask), LEARNING_RATE);
    const { first, second } = await trainer.state();
    const values = (kind: string, tensors: Weights): [string, Float32Array][] =>
      [...tensors].map(([name, { data }]) => [`${kind} ${name}`, data]);
    return new Map([
      ['loss', Float32Array.of(report.loss)],
      ['gradient norm', Float32Array.of(report.gradientNorm)],
      ...values('gradient of', first),
      ...values('squared gradient of', second),
      ...values('value of', await encoder.exportWeights()),
    ]);
  } finally {
    trainer.dispose();
    encoder.dispose();
  }
}

function weights(): Weights {
  const rng = createRng(1);
  return new Map(
    [...parameterShapes(DEFINITION)].map(([name, shape]) => {
      const centre = name.endsWith('LayerNorm.weight') ? 1 : 0;
      const value = (): number => centre + 0.5 * (rng.float() - 0.5);
      return [name, { shape, data: Float32Array.from({ length: tf.util.sizeFromShape(shape) }, value) }];
    }),
  );
}

function texts(seed: number): TokenTable {
  const rng = createRng(2, seed);
  const offsets = new Int32Array(LENGTHS.length + 1);
  LENGTHS.forEach((length, text) => (offsets[text + 1] = offsets[text]! + length));
  const ids = Int32Array.from({ length: offsets[LENGTHS.length]! }, () => rng.int(DEFINITION.vocabulary));
  return { ids, offsets };
}

/** Name of the first entry that differs; null if none does. */
function firstDifference(actual: Numbers, expected: Numbers): string | null {
  const gradients = [...expected].filter(([name]) => name.startsWith('gradient of'));
  const largest = Math.max(...gradients.map(([, values]) => largestOf(values)));
  for (const [name, values] of expected) {
    const found = actual.get(name);
    if (found?.length !== values.length) return name;
    // A gradient that is 0 but for rounding (that of the keys' biases) is judged by those of its neighbours.
    const least = name.startsWith('gradient of')
      ? 0.01 * largest
      : name.startsWith('squared')
        ? 1e-4 * largest ** 2
        : 0;
    const scale = Math.max(largestOf(values), least);
    const moved = name.startsWith('value of') ? expected.get(name.replace('value', 'gradient')) : undefined;
    for (let i = 0; i < values.length; i++) {
      const difference = Math.abs(found[i]! - values[i]!);
      // The first step of AdamW follows the signs of the gradient, which rounding decides where it is nearly 0.
      const free = moved && Math.abs(moved[i]!) < 0.01 * largest ? 2 * LEARNING_RATE : 0;
      // This way round NaN is a difference.
      if (!(difference <= TOLERANCE * scale + free)) return name;
    }
  }
  return null;
}

function largestOf(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
