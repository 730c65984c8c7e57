/** How the learning rate goes over a run. */
export interface Schedule {
  /** Steps of the whole run. */
  steps: number;
  /** The highest rate, reached at the end of the warm-up. */
  learningRate: number;
  /** Share of the steps that warm up, in [0, 1]. */
  warmup: number;
  /** After the warm-up: linear decay that would be 0 at step `steps`, or constant. */
  schedule: 'linear' | 'constant';
}

/**
 * Learning rate of a step (0-based). With W = round(warmup * steps), the factor is (s + 1) / W in the warm-up, so that
 * the first step already moves (Hugging Face's starts at 0), and (steps - s) / (steps - W) in the linear decay.
 */
export function learningRateAt(step: number, { steps, learningRate, warmup, schedule }: Schedule): number {
  const warmupSteps = Math.round(warmup * steps);
  if (step < warmupSteps) return (learningRate * (step + 1)) / warmupSteps;
  if (schedule === 'constant') return learningRate;
  return (learningRate * (steps - step)) / (steps - warmupSteps);
}
