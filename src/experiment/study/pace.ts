import { groupBy } from '../../core/groupBy';
import type { ProgressEvent } from '../../protocol';
import { progressOf } from '../progress';
import { setStage } from '../stage';
import { train } from '../train';
import { evaluationsOf, type Tokens } from './check';
import type { StudyRun } from './plan';

/** Seconds that runs take, by their ids. */
export type RunSeconds = ReadonlyMap<string, number>;

/**
 * Measures how long the runs of a study will take: with each adaptation two steps and two evaluations are made, of the
 * first strategy, and nothing of them is kept.
 */
export async function* measurePace(
  runs: readonly StudyRun[],
  tokens: Tokens,
): AsyncGenerator<ProgressEvent, RunSeconds> {
  const kinds = [...groupBy(runs, ({ adaptation }) => adaptation).values()];
  const progress = progressOf('pace', 'Measuring the pace', 'steps');
  const seconds = new Map<string, number>();
  for (const [number, kind] of kinds.entries()) {
    yield progress(number, kinds.length);
    const { configuration } = kind[0]!;
    const stage = setStage(await tokens(configuration), configuration);
    const steps: number[] = [];
    const evaluations: number[] = [];
    try {
      const short = { ...configuration, steps: 2, evaluateEvery: 0 };
      for await (const event of train(stage, short, { keep: () => Promise.resolve() })) {
        if (event.type === 'progress') yield event;
        if (event.type === 'step') steps.push(event.seconds);
        if (event.type === 'evaluation') evaluations.push(event.seconds);
      }
    } finally {
      stage.encoder.dispose();
    }
    // The first of each warms up what the others find ready.
    const [step, evaluation] = [steps.at(-1)!, evaluations.at(-1)!];
    for (const { id, configuration: own } of kind) {
      seconds.set(id, own.steps * step + (evaluationsOf(own) + TRANSFER) * evaluation);
    }
  }
  yield progress(kinds.length, kinds.length);
  return seconds;
}

/** The evaluation of all domains at the end, in evaluations of the target domains: a guess, for it is of more texts. */
const TRANSFER = 2;
