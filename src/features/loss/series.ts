import type { StepEvent } from '../../protocol';

export interface LossPoint {
  step: number;
  loss: number;
  kind: StepEvent['batch']['kind'];
  /** Exponential moving average of the loss up to this step. */
  smoothed: number;
  /** The loss once more under its batch's kind, for the dots. */
  mono: number | null;
  cross: number | null;
  mixed: number | null;
}

/** Weight of the past in the moving average. */
const MEMORY = 0.9;

/** The loss itself, the weighted sum of all terms; the name of no term. */
export const WHOLE = 'all';

/** Names of the terms that the loss of a run is made of; none where it is the contrastive one alone. */
export function termNames(steps: readonly StepEvent[]): string[] {
  return Object.keys(steps.at(-1)?.terms ?? {});
}

/** The steps with the value of one term, unweighted, for their loss. Steps that lack it are left out. */
export function ofTerm(steps: readonly StepEvent[], term: string): StepEvent[] {
  if (term === WHOLE) return [...steps];
  return steps.flatMap((step) => {
    const loss = step.terms?.[term];
    return loss === undefined ? [] : [{ ...step, loss }];
  });
}

/**
 * The loss curve: raw and smoothed by an exponential moving average without start-up bias (each average is divided
 * by the weights it has seen, as Adam's moments are; Kingma and Ba 2015, section 3), thinned to at most `limit`
 * points after smoothing. The first and the last step are always kept.
 */
export function lossSeries(steps: readonly StepEvent[], limit: number): LossPoint[] {
  let average = 0;
  let weight = 0;
  const points = steps.map(({ step, loss, batch }) => {
    average = MEMORY * average + (1 - MEMORY) * loss;
    weight = MEMORY * weight + (1 - MEMORY);
    return {
      step,
      loss,
      kind: batch.kind,
      smoothed: average / weight,
      mono: batch.kind === 'mono' ? loss : null,
      cross: batch.kind === 'cross' ? loss : null,
      mixed: batch.kind === 'mixed' ? loss : null,
    };
  });
  const stride = Math.ceil(points.length / limit);
  return points.filter((_, i) => i % stride === 0 || i === points.length - 1);
}
