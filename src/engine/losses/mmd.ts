import * as tf from '@tensorflow/tfjs-core';
import { withSlopes } from '../ops/customGradient';
import { matMul } from '../ops/matMul';

export interface MmdOptions {
  /** `unbiased` leaves a text's kernel with itself out, and may be negative. */
  estimate: 'biased' | 'unbiased';
  /** Of each kernel; default 2^-3 .. 2^1 times the mean squared distance of all the vectors, as it is at this step. */
  sigmaSquared?: readonly number[];
}

const SHARES = [-3, -2, -1, 0, 1].map((exponent) => 2 ** exponent);

/** Keeps vectors that are all the same from dividing by 0. */
const LEAST_DISTANCE = 1e-12;

/**
 * Squared maximum mean discrepancy (Gretton et al. 2012, equations 3 and 5): mean k(s, s') + mean k(t, t') - 2 mean
 * k(s, t) with the sum of several Gaussian kernels exp(-|a - b|^2 / (2 sigma^2)) (Long et al. 2015). No gradient goes
 * through the mean distance.
 * @param source [n, D], n >= 2
 * @param target [m, D], m >= 2
 * @returns a scalar
 */
export function mmd(source: tf.Tensor, target: tf.Tensor, { estimate, sigmaSquared }: MmdOptions): tf.Tensor {
  const [n, m] = [source.shape[0], target.shape[0]];
  return withSlopes([source, target], () => {
    const z = tf.concat([source, target]);
    const distances = squaredDistances(z);
    const scale = sigmaSquared ? tf.scalar(1) : tf.maximum(tf.mean(distances), LEAST_DISTANCE);
    const scaled = tf.div(distances, scale);
    const kernels = (sigmaSquared ?? SHARES).map((share) => {
      const rate = -1 / (2 * share);
      const kernel = tf.exp(tf.mul(scaled, rate));
      return { kernel, slope: tf.mul(kernel, rate) };
    });
    const sum = (terms: tf.Tensor[]): tf.Tensor => terms.reduce((total, term) => tf.add(total, term));
    const weights = weightsOf(n, m, estimate);
    // By the squared distances. Each stands there twice and is twice the difference times its own slope: 4 in all.
    const byDistance = tf.div(tf.mul(weights, sum(kernels.map(({ slope }) => slope))), scale);
    const slopes = tf.mul(tf.sub(tf.mul(tf.sum(byDistance, 1, true), z), matMul(byDistance, z)), 4);
    return {
      value: tf.sum(tf.mul(weights, sum(kernels.map(({ kernel }) => kernel)))),
      slopes: tf.split(slopes, [n, m]),
    };
  });
}

/** Between all rows of z [N, D]: [N, N]. */
function squaredDistances(z: tf.Tensor): tf.Tensor {
  const squares = tf.sum(tf.square(z), 1, true);
  const sums = tf.add(squares, tf.transpose(squares));
  return tf.relu(tf.sub(sums, tf.mul(matMul(z, z, { transposeB: true }), 2)));
}

/** By which each kernel enters the estimate: [n + m, n + m]. */
function weightsOf(n: number, m: number, estimate: MmdOptions['estimate']): tf.Tensor {
  const size = n + m;
  const weights = new Float32Array(size * size);
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      const count = i < n ? n : m;
      if (i < n !== j < n) weights[i * size + j] = -1 / (n * m);
      else if (estimate === 'biased') weights[i * size + j] = 1 / count ** 2;
      else if (i !== j) weights[i * size + j] = 1 / (count * (count - 1));
    }
  return tf.tensor2d(weights, [size, size]);
}
