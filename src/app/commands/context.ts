import { IsoglotError, sentence, toProblem, type Problem } from '../../core/errors';
import type { Fetcher } from '../../lab/fetcher';
import type { Lab } from '../../lab/lab';
import type { Reporter } from '../../lab/reporter';
import type { Workbench } from '../../features/workbench';
import { openRunStore } from '../../io/storage/runStore';
import { openWeightStore } from '../../io/storage/weightStore';
import { isLive } from '../../state/run';
import type { SessionState } from '../../state/session';
import { isStudying } from '../../state/study';

/** What every command works with. */
export interface CommandContext {
  stores: Workbench['stores'];
  lab: Lab;
  fetcher: Fetcher;
  reporter: Reporter;
  storage: Storage;
}

export interface Storage {
  runs: ReturnType<typeof openRunStore>;
  weights: ReturnType<typeof openWeightStore>;
}

export function openStorage(): Storage {
  return { runs: openRunStore(), weights: openWeightStore() };
}

/** Runs `work`; a failure becomes a notice instead of a rejection. Something cancelled on purpose is none. */
export async function guarded<T>({ stores }: CommandContext, work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code !== 'cancelled') notifyOnce(stores.session, problem);
    return null;
  }
}

/** @throws IsoglotError while a run goes on: what it stands on must not be changed under it. */
export function refuseWhileLive({ stores }: CommandContext): void {
  if (!isLive(stores.run.getState().status)) return;
  throw new IsoglotError({
    code: 'bad-configuration',
    what: 'A run is going on.',
    remedy: 'Stop it first: it is kept and can be continued later.',
  });
}

/** @throws IsoglotError while a run or a study goes on: the worker makes one thing at a time. */
export function refuseWhileBusy(context: CommandContext): void {
  refuseWhileLive(context);
  if (!isStudying(context.stores.study.getState())) return;
  throw new IsoglotError({
    code: 'bad-configuration',
    what: 'A study goes on.',
    remedy: 'Stop it first: it is kept and can be gone on with later.',
  });
}

/** Runs `work` with the page told that this is being opened. */
export async function opening<T>(
  context: CommandContext,
  what: keyof SessionState['opening'],
  work: () => Promise<T>,
): Promise<T | null> {
  const { session } = context.stores;
  const mark = (value: boolean) =>
    session.setState(({ opening }) => ({ opening: { ...opening, [what]: value } }));
  mark(true);
  try {
    return await guarded(context, work);
  } finally {
    mark(false);
  }
}

/** A note about what could be done with the last run is out of date as soon as something is done. */
export function forgetNotes({ stores }: CommandContext): void {
  stores.session.setState(({ notices }) => ({ notices: notices.filter(({ kind }) => kind !== 'info') }));
}

function notifyOnce(session: CommandContext['stores']['session'], problem: Problem): void {
  const known = session.getState().notices.some((notice) => sentence(notice.problem) === sentence(problem));
  if (!known) session.getState().notify('error', problem);
}
