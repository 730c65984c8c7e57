import * as tf from '@tensorflow/tfjs-core';
import { defineKernel, placesIn, simdKernels } from './kernel';
import type { WasmBackend } from './kernel';

/** How many partial sums `squaresOf` leaves, at most. */
const PARTIALS = 256;

/** Sums of squares of `parts` shares of x; their sum is the squared norm. Which element is in which share differs. */
const sumSquares = defineKernel({
  name: 'SumSquares',
  inputs: ['x'],
  attributes: { count: 'int32', parts: 'int32' },
  host: ({ x }, result, { count, parts }) => {
    const share = Math.ceil(count / parts);
    for (let part = 0; part < parts; part++) {
      const end = Math.min(count, (part + 1) * share);
      let sum = 0;
      for (let i = part * share; i < end; i++) sum += x[i]! * x[i]!;
      result[part] = sum;
    }
  },
  simd: (kernels, { x }, { at }, { count, parts }) =>
    kernels.run('sumSquares', parts, x.at, count, parts, at),
  gpu: `
    var sum = 0.0;
    for (var i = index; i < uniforms.count; i += uniforms.parts) { sum += x[i] * x[i]; }
    result[index] = sum;`,
});

/** Squares of x in shares, as many as suit a GPU: a new vector, whose sum is the squared norm. */
export function squaresOf(x: tf.Tensor): tf.Tensor {
  const parts = Math.min(PARTIALS, x.size);
  return sumSquares({ x }, [parts], { count: x.size, parts });
}

/** beta * moment + share * gradient. */
export const firstMoment = defineKernel({
  name: 'FirstMoment',
  inputs: ['moment', 'gradient'],
  attributes: { beta: 'float32', share: 'float32' },
  host: ({ moment, gradient }, result, { beta, share }) => {
    for (let i = 0; i < result.length; i++) result[i] = beta * moment[i]! + share * gradient[i]!;
  },
  gpu: `result[index] = uniforms.beta * moment[index] + uniforms.share * gradient[index];`,
});

/** beta * moment + share * gradient^2. */
export const secondMoment = defineKernel({
  name: 'SecondMoment',
  inputs: ['moment', 'gradient'],
  attributes: { beta: 'float32', share: 'float32' },
  host: ({ moment, gradient }, result, { beta, share }) => {
    for (let i = 0; i < result.length; i++)
      result[i] = beta * moment[i]! + share * gradient[i]! * gradient[i]!;
  },
  gpu: `result[index] = uniforms.beta * moment[index] + uniforms.share * gradient[index] * gradient[index];`,
});

/** keep * w - rate * first / (sqrt(second) * root + eps), with keep = 1 - learning rate * weight decay. */
export const adamUpdate = defineKernel({
  name: 'AdamUpdate',
  inputs: ['w', 'first', 'second'],
  attributes: { keep: 'float32', rate: 'float32', root: 'float32', eps: 'float32' },
  host: ({ w, first, second }, result, { keep, rate, root, eps }) => {
    for (let i = 0; i < result.length; i++) {
      const moment = first[i]!;
      // Most rows of a word table have met no token yet: they only decay, and a square root is dear.
      result[i] =
        moment === 0 ? keep * w[i]! : keep * w[i]! - (rate * moment) / (Math.sqrt(second[i]!) * root + eps);
    }
  },
  gpu: `
    result[index] = uniforms.keep * w[index]
      - uniforms.rate * first[index] / (sqrt(second[index]) * uniforms.root + uniforms.eps);`,
});

interface AdamFactors {
  beta1: number;
  share1: number;
  beta2: number;
  share2: number;
  keep: number;
  rate: number;
  root: number;
  eps: number;
}

/**
 * The three above in one go and in place, where that can be: on wasm with SIMD, whose matrix product keeps nothing of
 * a weight. Otherwise it does nothing and says so.
 */
export function adamInPlace(
  w: tf.Tensor,
  first: tf.Tensor,
  second: tf.Tensor,
  gradient: tf.Tensor,
  { beta1, share1, beta2, share2, keep, rate, root, eps }: AdamFactors,
): boolean {
  const kernels = simdKernels();
  if (!kernels) return false;
  const place = placesIn(tf.backend() as unknown as WasmBackend);
  const [at, m, v, g] = [w, first, second, gradient].map((tensor) => place(tensor).at) as [
    number,
    number,
    number,
    number,
  ];
  kernels.run('adamW', w.size, at, m, v, g, at, m, v, beta1, share1, beta2, share2, keep, rate, root, eps);
  return true;
}
