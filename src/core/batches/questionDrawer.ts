import type { Rng } from '../rng';
import type { DrawPlan, Stratum } from './drawPlan';
import { drawFrom, normalised } from './sampling';

/** Draws the questions of one batch, none twice, and none that the ones before keep out. */
export interface QuestionDrawer {
  /** A question of the strata; undefined if none is left. */
  next: (strata: readonly Stratum[]) => number | undefined;
}

export function createQuestionDrawer({ clusters }: Pick<DrawPlan, 'clusters'>, rng: Rng): QuestionDrawer {
  const gone = new Set<number>();
  return {
    next(strata) {
      const question = drawStratified(strata, gone, rng);
      if (question === undefined) return undefined;
      for (const other of clusters?.[question] ?? [question]) gone.add(other);
      return question;
    },
  };
}

function drawStratified(strata: readonly Stratum[], gone: Set<number>, rng: Rng): number | undefined {
  let left = strata;
  while (left.length > 0) {
    const at = left.length === 1 ? 0 : drawFrom(normalised(left.map(({ probability }) => probability)), rng);
    const question = drawLeft(left[at]!.questions, gone, rng);
    if (question !== undefined) return question;
    left = left.filter((_, i) => i !== at);
  }
  return undefined;
}

function drawLeft(questions: Int32Array, gone: Set<number>, rng: Rng): number | undefined {
  const left = questions.length > gone.size ? questions : questions.filter((number) => !gone.has(number));
  if (left.length === 0) return undefined;
  for (;;) {
    const drawn = left[rng.int(left.length)]!;
    if (!gone.has(drawn)) return drawn;
  }
}
