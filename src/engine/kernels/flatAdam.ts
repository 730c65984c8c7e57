import { defineInPlaceKernel } from './inPlaceKernel';

/**
 * AdamW of all dense parameters at once. `result` holds their values, first and second moments one behind the other,
 * `size` numbers each; of the values the first `decayed` decay.
 */
export const updateFlat = defineInPlaceKernel({
  name: 'UpdateFlat',
  inputs: ['gradient'],
  attributes: {
    size: 'int32',
    decayed: 'int32',
    beta1: 'float32',
    beta2: 'float32',
    eps: 'float32',
    share1: 'float32',
    share2: 'float32',
    keep: 'float32',
    rate: 'float32',
    root: 'float32',
  },
  host: ({ gradient }, result, a) => {
    const { size, decayed, beta1, beta2, share1, share2, keep, rate, root, eps } = a;
    for (let at = 0; at < size; at++) {
      const slope = gradient[at]!;
      const first = Math.fround(beta1 * result[size + at]! + share1 * slope);
      const second = Math.fround(beta2 * result[2 * size + at]! + share2 * slope * slope);
      result[size + at] = first;
      result[2 * size + at] = second;
      result[at] =
        (at < decayed ? keep : 1) * result[at]! - (rate * first) / (Math.sqrt(second) * root + eps);
    }
  },
  gpu: `
    let slope = gradient[index];
    let first = uniforms.beta1 * result[uniforms.size + index] + uniforms.share1 * slope;
    let second = uniforms.beta2 * result[2 * uniforms.size + index] + uniforms.share2 * slope * slope;
    result[uniforms.size + index] = first;
    result[2 * uniforms.size + index] = second;
    let factor = select(1.0, uniforms.keep, index < uniforms.decayed);
    result[index] = factor * result[index] - uniforms.rate * first / (sqrt(second) * uniforms.root + uniforms.eps);`,
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
