import * as tf from '@tensorflow/tfjs-core';
import type { OptimiserState, Weights } from '../core/encoderDefinition';
import { IsoglotError } from '../core/errors';
import { PARTIALS, adamUpdate, firstMoment, secondMoment, sumSquares } from './kernels/optimiser';
import type { Parameter } from './parameters';

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPS = 1e-8;

export interface AdamWOptions {
  /** Decoupled; not applied to biases and LayerNorm. */
  weightDecay: number;
  /** Largest global gradient norm; 0 turns clipping off. */
  clipNorm: number;
}

/** AdamW (Loshchilov & Hutter 2019) with clipping by global norm, as PyTorch does both. */
export interface AdamW {
  /** Squares of all gradients in shares, one vector; to be read and summed by `globalNorm`. */
  squares(gradients: readonly tf.Tensor[]): tf.Tensor;
  /**
   * One update of every parameter. Old values are disposed.
   * @param gradients in the order of the parameters
   * @param norm their global norm, before clipping
   */
  update(gradients: readonly tf.Tensor[], norm: number, learningRate: number): void;
  state(): Promise<OptimiserState>;
  /** Throws `bad-file` if a moment is missing or doesn't fit. */
  restore(state: OptimiserState): void;
  dispose(): void;
}

/** The norm that `squares` of the gradients amount to; infinite or NaN if a gradient is. */
export function globalNorm(squares: Float32Array): number {
  return Math.sqrt(squares.reduce((sum, square) => sum + square, 0));
}

/** Whether weight decay applies: to all tensors but biases and layer norms, embeddings included. */
function decays(name: string): boolean {
  return !name.endsWith('bias') && !name.includes('LayerNorm');
}

export function createAdamW(
  parameters: readonly Parameter[],
  { weightDecay, clipNorm }: AdamWOptions,
): AdamW {
  interface Moments {
    first: tf.Tensor;
    second: tf.Tensor;
  }
  let step = 0;
  let moments = parameters.map(({ value }): Moments => ({
    first: tf.keep(tf.zeros(value.shape)),
    second: tf.keep(tf.zeros(value.shape)),
  }));
  const dispose = (): void => moments.forEach(({ first, second }) => tf.dispose([first, second]));

  const exported = async (moment: keyof Moments): Promise<Weights> => {
    const weights: Weights = new Map();
    for (const [index, { name, value }] of parameters.entries()) {
      const data = await moments[index]![moment].data<'float32'>();
      weights.set(name, { shape: [...value.shape], data: Float32Array.from(data) });
    }
    return weights;
  };

  return {
    squares: (gradients) =>
      tf.tidy(() =>
        tf.concat(
          gradients.map((x) => {
            const parts = Math.min(PARTIALS, x.size);
            return sumSquares({ x }, [parts], { count: x.size, parts });
          }),
        ),
      ),
    update: (gradients, norm, learningRate) => {
      step++;
      const clip = clipNorm > 0 ? Math.min(1, clipNorm / (norm + 1e-6)) : 1;
      const rate = learningRate / (1 - BETA_1 ** step);
      const root = 1 / Math.sqrt(1 - BETA_2 ** step);
      parameters.forEach((parameter, index) => {
        const gradient = gradients[index]!;
        const { shape } = gradient;
        const old = moments[index]!;
        const first = firstMoment({ moment: old.first, gradient }, shape, {
          beta: BETA_1,
          share: (1 - BETA_1) * clip,
        });
        const second = secondMoment({ moment: old.second, gradient }, shape, {
          beta: BETA_2,
          share: (1 - BETA_2) * clip * clip,
        });
        const keep = decays(parameter.name) ? 1 - learningRate * weightDecay : 1;
        const value = adamUpdate({ w: parameter.value, first, second }, shape, {
          keep,
          rate,
          root,
          eps: EPS,
        });
        tf.dispose([old.first, old.second, parameter.value]);
        moments[index] = { first: tf.keep(first), second: tf.keep(second) };
        parameter.value = tf.keep(value);
      });
    },
    state: async () => ({ step, first: await exported('first'), second: await exported('second') }),
    restore: (state) => {
      const restored = parameters.map(({ name, value }): Moments => {
        const tensor = (kind: keyof Moments): tf.Tensor => {
          const stored = state[kind].get(name);
          if (stored?.data.length !== value.size)
            throw new IsoglotError({
              code: 'bad-file',
              where: `optimiser state, tensor ${name}`,
              what: `The ${kind} moment ${stored ? `holds ${stored.data.length} numbers` : 'is missing'}; ${value.size} were expected.`,
              remedy: 'Resume with the checkpoint and the encoder of the same run.',
            });
          return tf.keep(tf.tensor(stored.data, value.shape, 'float32'));
        };
        return { first: tensor('first'), second: tensor('second') };
      });
      dispose();
      moments = restored;
      step = state.step;
    },
    dispose,
  };
}
