import { BETA_1, BETA_2, EPS } from '../adam';

/**
 * A linear classifier without bias, trained by AdamW's update without decay (Kingma & Ba 2015), on the host: MoDIR's
 * domain classifier is one layer that sees some hundred vectors a step.
 */
export interface SoftmaxClassifier {
  /** [classes, dimensions], row-major. */
  weight: Float32Array;
  first: Float32Array;
  second: Float32Array;
  /** Updates made. */
  steps: number;
}

export function createClassifier(classes: number, dimensions: number): SoftmaxClassifier {
  // Zeros are a fair start of a convex problem: no class is preferred, and no random numbers are needed.
  const zeros = () => new Float32Array(classes * dimensions);
  return { weight: zeros(), first: zeros(), second: zeros(), steps: 0 };
}

/**
 * One update by the mean cross entropy of the rows.
 * @param rows [labels.length, dimensions]
 * @param labels class of each row
 * @param clamp logits are held within -clamp .. clamp, where the gradient is 0 beyond (MoDIR: 5)
 * @returns the mean cross entropy before the update, in nats
 */
export function trainClassifier(
  classifier: SoftmaxClassifier,
  rows: Float32Array,
  labels: ArrayLike<number>,
  { rate, clamp }: { rate: number; clamp: number },
): number {
  const count = labels.length;
  const dimensions = rows.length / count;
  const { weight, first, second } = classifier;
  const classes = weight.length / dimensions;
  const gradient = new Float64Array(weight.length);
  let loss = 0;
  for (let row = 0; row < count; row++) {
    const vector = rows.subarray(row * dimensions, (row + 1) * dimensions);
    const raw = Array.from({ length: classes }, (_, c) => dot(vector, weight, c * dimensions));
    const logits = raw.map((value) => Math.min(clamp, Math.max(-clamp, value)));
    const sum = logits.reduce((total, value) => total + Math.exp(value), 0);
    loss += Math.log(sum) - logits[labels[row]!]!;
    for (let c = 0; c < classes; c++) {
      if (Math.abs(raw[c]!) > clamp) continue;
      const slope = (Math.exp(logits[c]!) / sum - (labels[row] === c ? 1 : 0)) / count;
      for (let d = 0; d < dimensions; d++) gradient[c * dimensions + d]! += slope * vector[d]!;
    }
  }
  classifier.steps++;
  const [root1, root2] = [1 - BETA_1 ** classifier.steps, 1 - BETA_2 ** classifier.steps];
  for (const [i, slope] of gradient.entries()) {
    first[i] = BETA_1 * first[i]! + (1 - BETA_1) * slope;
    second[i] = BETA_2 * second[i]! + (1 - BETA_2) * slope * slope;
    weight[i]! -= (rate * (first[i] / root1)) / (Math.sqrt(second[i] / root2) + EPS);
  }
  return loss / count;
}

function dot(a: Float32Array, b: Float32Array, from: number): number {
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[from + d]!;
  return sum;
}
