import * as tf from '@tensorflow/tfjs-core';
import type { Weights } from '../../core/encoderDefinition';
import { adamInPlace, adamUpdate, firstMoment, secondMoment, squaresOf } from '../kernels/optimiser';
import type { Parameter } from '../parameters';
import { BETA_1, BETA_2, EPS, decays } from '../../core/adam';
import type { AdamStep } from '../../core/adam';
import type { DenseAdam } from './dense';
import { storedMoment } from './moments';
import type { MomentKind } from './moments';

type Moments = Record<MomentKind, tf.Tensor>;

/** Tensor by tensor, for cpu and wasm, where a kernel costs nothing to start. */
export function createPerTensorAdam(parameters: readonly Parameter[]): DenseAdam {
  let collected: tf.Tensor[] = [];
  let moments = parameters.map(({ value }): Moments => ({
    first: tf.keep(tf.zeros(value.shape)),
    second: tf.keep(tf.zeros(value.shape)),
  }));
  const drop = (): void => {
    tf.dispose(collected);
    collected = [];
  };
  const disposeMoments = (): void => moments.forEach(({ first, second }) => tf.dispose([first, second]));
  const read = async (kind: MomentKind): Promise<Weights> => {
    const weights: Weights = new Map();
    for (const [index, { name, value }] of parameters.entries()) {
      const data = await moments[index]![kind].data<'float32'>();
      weights.set(name, { shape: [...value.shape], data: Float32Array.from(data) });
    }
    return weights;
  };

  return {
    collect: (gradients) => {
      gradients.forEach((gradient, index) => {
        const before = collected[index];
        // One by one: two sets of gradients are held at once, not three.
        collected[index] = tf.keep(before ? tf.add(before, gradient) : tf.clone(gradient));
        before?.dispose();
      });
    },
    squares: () =>
      tf.tidy(() => {
        if (collected.length === 0) return tf.zeros([1]);
        return tf.concat(collected.map(squaresOf));
      }),
    update: (step) => {
      parameters.forEach((parameter, index) => {
        const gradient = collected[index]!;
        const keep = decays(parameter.name) ? step.keep : 1;
        const factors = { ...step, keep, beta1: BETA_1, beta2: BETA_2, eps: EPS };
        const { first, second } = moments[index]!;
        if (adamInPlace(parameter.value, first, second, gradient, factors)) return;
        moments[index] = updated(parameter, moments[index]!, gradient, factors);
      });
      drop();
    },
    drop,
    read: async () => ({ first: await read('first'), second: await read('second') }),
    restore: (state) => {
      const stored = parameters.map(({ name, value }) => ({
        first: storedMoment(state, 'first', name, value.size),
        second: storedMoment(state, 'second', name, value.size),
      }));
      disposeMoments();
      moments = stored.map(({ first, second }, index): Moments => {
        const { shape } = parameters[index]!.value;
        return {
          first: tf.keep(tf.tensor(first, shape, 'float32')),
          second: tf.keep(tf.tensor(second, shape, 'float32')),
        };
      });
    },
    dispose: () => {
      drop();
      disposeMoments();
    },
  };
}

/** Puts a new value into `parameter` and gives the new moments. */
function updated(
  parameter: Parameter,
  old: Moments,
  gradient: tf.Tensor,
  { share1, share2, keep, rate, root }: AdamStep,
): Moments {
  const { shape } = gradient;
  const first = firstMoment({ moment: old.first, gradient }, shape, { beta: BETA_1, share: share1 });
  const second = secondMoment({ moment: old.second, gradient }, shape, { beta: BETA_2, share: share2 });
  const factors = { keep, rate, root, eps: EPS };
  const value = adamUpdate({ w: parameter.value, first, second }, shape, factors);
  tf.dispose([old.first, old.second, parameter.value]);
  parameter.value = tf.keep(value);
  return { first: tf.keep(first), second: tf.keep(second) };
}
