/** After the warm-up: linear decay that would be 0 at the step behind the last, constant, or half a cosine to the same 0. */
export const SCHEDULES = ['linear', 'constant', 'cosine'] as const;

/** How the learning rate goes over a run. */
export interface Schedule {
  /** Steps of the whole run. */
  steps: number;
  /** The highest rate, reached at the end of the warm-up. */
  learningRate: number;
  /** Share of the steps that warm up, in [0, 1]. */
  warmup: number;
  schedule: (typeof SCHEDULES)[number];
}

/**
 * Learning rate of a step (0-based). With W = round(warmup * steps), the factor is (s + 1) / W in the warm-up, so that
 * the first step already moves (Hugging Face's starts at 0), (steps - s) / (steps - W) in the linear decay, and
 * (1 + cos(pi (s - W) / (steps - W))) / 2 in the cosine (Loshchilov & Hutter 2017, without restarts).
 */
export function learningRateAt(step: number, { steps, learningRate, warmup, schedule }: Schedule): number {
  const warmupSteps = Math.round(warmup * steps);
  if (step < warmupSteps) return (learningRate * (step + 1)) / warmupSteps;
  if (schedule === 'constant') return learningRate;
  const left = (steps - step) / (steps - warmupSteps);
  return learningRate * (schedule === 'linear' ? left : (1 + Math.cos(Math.PI * (1 - left))) / 2);
}
