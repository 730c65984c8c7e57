import { ADAM_ATTRIBUTES, GPU_ADAM_AT, adamAt } from './adamAt';
import { defineInPlaceKernel } from './inPlaceKernel';

/**
 * AdamW of all dense parameters at once. `result` holds their values, first and second moments one behind the other,
 * `size` numbers each; of the values the first `decayed` decay.
 */
export const updateFlat = defineInPlaceKernel({
  name: 'UpdateFlat',
  inputs: ['gradient'],
  attributes: { ...ADAM_ATTRIBUTES, decayed: 'int32' },
  host: ({ gradient }, result, attributes) => {
    const { size, decayed, keep } = attributes;
    for (let at = 0; at < size; at++) adamAt(result, at, gradient[at]!, at < decayed ? keep : 1, attributes);
  },
  gpuFunctions: GPU_ADAM_AT,
  gpu: `adamAt(index, gradient[index], select(1.0, uniforms.keep, index < uniforms.decayed));`,
});

/** Writes a vector into another, from `start` on. */
export const writeAt = defineInPlaceKernel({
  name: 'WriteAt',
  inputs: ['x'],
  attributes: { start: 'int32' },
  host: ({ x }, result, { start }) => result.set(x, start),
  gpu: `result[uniforms.start + index] = x[index];`,
});

/** Adds a vector to another. */
export const addTo = defineInPlaceKernel({
  name: 'AddTo',
  inputs: ['x'],
  attributes: {},
  host: ({ x }, result) => {
    for (let i = 0; i < x.length; i++) result[i]! += x[i]!;
  },
  gpu: `result[index] += x[index];`,
});
