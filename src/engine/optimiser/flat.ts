import * as tf from '@tensorflow/tfjs-core';
import type { Weights } from '../../core/encoderDefinition';
import { copyOnGpu } from '../gpuCopies';
import { addTo, updateFlat, writeAt } from '../kernels/flatAdam';
import { squaresOf } from '../kernels/optimiser';
import type { Parameter } from '../parameters';
import { BETA_1, BETA_2, EPS, decays } from '../../core/adam';
import type { DenseAdam } from './dense';
import { storedMoment } from './moments';

/**
 * All parameters in one vector, for webgpu: two dispatches a step (squares and update) however many layers there are.
 * Gradients are copied in and new values out, which takes no dispatch.
 */
export function createFlatAdam(parameters: readonly Parameter[]): DenseAdam {
  // Those that decay first: then one comparison tells which do.
  const order = parameters
    .map(({ name, value }, index) => ({ name, index, count: value.size }))
    .sort((a, b) => Number(decays(b.name)) - Number(decays(a.name)) || a.index - b.index);
  let size = 0;
  const places = order.map(({ name, index, count }) => {
    const place = { name, index, count, start: size };
    size += count;
    return place;
  });
  const decayed = places.filter(({ name }) => decays(name)).reduce((sum, { count }) => sum + count, 0);

  const state = size > 0 ? tf.keep(tf.zeros([3 * size])) : null;
  const gradient = size > 0 ? tf.keep(tf.zeros([size])) : null;
  /** Gradients of a second and further chunk, before they are added. */
  let next: tf.Tensor | null = null;
  let chunks = 0;

  const copyIn = (gradients: readonly tf.Tensor[], tensor: tf.Tensor): void =>
    copyOnGpu(
      places.map(({ index, start, count }) => ({
        from: { tensor: gradients[index]!, start: 0 },
        to: { tensor, start },
        count,
      })),
    );
  /** Copied into place: put together from parts, everything would be there twice for a moment. */
  const takeValues = (): void => {
    if (state)
      copyIn(
        parameters.map(({ value }) => value),
        state,
      );
  };
  takeValues();
  const momentsOf = (all: Float32Array, section: number): Weights =>
    new Map(
      places.map(({ name, index, start, count }) => {
        const from = section * size + start;
        return [name, { shape: [...parameters[index]!.value.shape], data: all.slice(from, from + count) }];
      }),
    );

  return {
    collect: (gradients) => {
      if (!gradient) return;
      if (chunks++ === 0) return copyIn(gradients, gradient);
      next ??= tf.keep(tf.zeros([size]));
      copyIn(gradients, next);
      addTo(gradient, { x: next }, {}, size);
    },
    squares: () => {
      if (!gradient) return tf.zeros([1]);
      return squaresOf(gradient);
    },
    update: (step) => {
      chunks = 0;
      if (!state || !gradient) return;
      const attributes = { size, decayed, beta1: BETA_1, beta2: BETA_2, eps: EPS, ...step };
      updateFlat(state, { gradient }, attributes, size);
      copyOnGpu(
        places.map(({ index, start, count }) => ({
          from: { tensor: state, start },
          to: { tensor: parameters[index]!.value, start: 0 },
          count,
        })),
      );
    },
    drop: () => {
      chunks = 0;
    },
    read: async () => {
      const all = state ? await state.data<'float32'>() : new Float32Array();
      return { first: momentsOf(all, 1), second: momentsOf(all, 2) };
    },
    restore: (stored) => {
      const moments = new Float32Array(2 * size);
      for (const [section, kind] of (['first', 'second'] as const).entries())
        for (const { name, start, count } of places)
          moments.set(storedMoment(stored, kind, name, count), section * size + start);
      if (!state) return;
      takeValues();
      tf.tidy(() => writeAt(state, { x: tf.tensor1d(moments) }, { start: size }, 2 * size));
    },
    dispose: () => tf.dispose([state, gradient, next].filter((tensor) => tensor !== null)),
  };
}
