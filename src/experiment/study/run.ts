import { IsoglotError } from '../../core/errors';
import type { StudyEvent } from '../../protocol';
import type { Pull, TrainEvent } from '../train';
import type { RunSeconds } from './pace';
import type { StudyRun } from './plan';

/** How a study reaches its runs, whether they lie in a folder or in the browser's storage. */
export interface StudyPlace {
  /** Whether a run is done and its result is there, whole and of this very run. */
  isDone: (run: StudyRun) => Promise<boolean>;
  /** Makes a run or goes on with it, and keeps it. `left`: it was asked to leave, and has been kept. */
  runOne: (run: StudyRun) => AsyncGenerator<TrainEvent, 'done' | 'left', Pull | undefined>;
}

/** `incomplete`: a run failed and the others are done. */
export type StudyOutcome = 'done' | 'left' | 'incomplete';

/**
 * Makes the runs of a study that are not done, one after the other. Moves when pulled, as `train` does; whatever else
 * than `go` is answered to one of its events leaves the study at the next step, with the run under way kept.
 *
 * A run whose loss is not finite is passed over, as the grid holds more; any other fault ends the study, which goes on
 * when it is started again.
 * @param expected seconds that each run was measured to take, if it was
 */
export async function* runStudy(
  runs: readonly StudyRun[],
  { isDone, runOne }: StudyPlace,
  expected: RunSeconds = new Map(),
): AsyncGenerator<StudyEvent | TrainEvent, StudyOutcome, Pull | undefined> {
  const open: StudyRun[] = [];
  for (const run of runs) {
    if (!(await isDone(run))) open.push(run);
    else yield { type: 'study-run', id: run.id, state: 'skipped' };
  }
  let failed = 0;
  const made = { runs: 0, seconds: 0, planned: 0 };
  for (const [number, run] of open.entries()) {
    const done = runs.length - open.length + number - failed;
    const secondsLeft = timeLeft(open.slice(number), expected, made);
    const pull = yield { type: 'study', done, total: runs.length, secondsLeft };
    if ((pull ?? 'go') !== 'go') return 'left';
    yield { type: 'study-run', id: run.id, state: 'begun' };
    const started = performance.now();
    try {
      const outcome = yield* leaving(runOne(run));
      yield { type: 'study-run', id: run.id, state: outcome };
      if (outcome === 'left') return 'left';
    } catch (error) {
      if (!(error instanceof IsoglotError && error.code === 'not-finite')) throw error;
      failed++;
      yield { type: 'study-run', id: run.id, state: 'failed', reason: error.message };
    }
    made.runs++;
    made.seconds += (performance.now() - started) / 1000;
    made.planned += expected.get(run.id) ?? 0;
  }
  yield { type: 'study', done: runs.length - failed, total: runs.length, secondsLeft: 0 };
  return failed > 0 ? 'incomplete' : 'done';
}

/** What was measured of two steps is mended by what the runs have really taken. */
function timeLeft(
  left: readonly StudyRun[],
  expected: RunSeconds,
  made: { runs: number; seconds: number; planned: number },
): number | null {
  const sum = left.reduce((all, { id }) => all + (expected.get(id) ?? NaN), 0);
  if (!Number.isNaN(sum)) return made.planned > 0 ? (sum * made.seconds) / made.planned : sum;
  return made.runs > 0 ? (made.seconds / made.runs) * left.length : null;
}

/** A run within a study is never stopped short: a result of fewer steps would count as one of all. */
async function* leaving(
  run: AsyncGenerator<TrainEvent, 'done' | 'left', Pull | undefined>,
): AsyncGenerator<TrainEvent, 'done' | 'left', Pull | undefined> {
  let turn = await run.next();
  while (!turn.done) turn = await run.next(((yield turn.value) ?? 'go') === 'go' ? 'go' : 'leave');
  return turn.value;
}
