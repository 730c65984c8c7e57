import { toProblem } from '../../core/errors';
import { openStudyStore, studyLock } from '../../io/storage/studyStore';
import { storedQueue } from '../../state/study';
import type { CommandContext } from './context';
import { refreshRuns } from './keeping';

/** How often a page reads what another tab has done. */
const LOOK_ON_MS = 2000;

/** Reads the list of studies anew; where the browser keeps nothing there are none. */
export async function refreshStudies({ stores: { study } }: CommandContext): Promise<void> {
  const store = await openStudyStore().catch(() => null);
  const all = store ? await store.list() : [];
  study.setState(({ deleted }) => ({ stored: all.filter(({ key }) => key !== deleted?.key) }));
}

/** Puts a stored study in sight, or a new one. */
export async function showStudy(context: CommandContext, key: string | null): Promise<void> {
  const { study } = context.stores;
  if (study.getState().status !== 'idle' && study.getState().status !== 'elsewhere') return;
  const stored = study.getState().stored.find((one) => one.key === key);
  study.getState().open(stored?.record.study ?? null);
  study.getState().end();
  if (!stored) return;
  study.setState({ keepEncoders: stored.keepEncoders });
  study.getState().show(storedQueue(stored));
  await lookOn(context);
}

/** While the study in sight goes on in another tab, this one shows what that has done. */
export async function lookOn(context: CommandContext): Promise<void> {
  const { study } = context.stores;
  const { queue, status } = study.getState();
  if (!queue || (status !== 'idle' && status !== 'elsewhere')) return;
  const isHeld = await goesOn(queue.key);
  if (isHeld || status === 'elsewhere') await refreshRuns(context);
  const now = study.getState();
  // Another study may have been put in sight meanwhile, or this one begun here.
  if (now.queue !== queue || now.status !== status) return;
  study.setState({ status: isHeld ? 'elsewhere' : 'idle' });
}

/** Looks on for as long as the page lives; while nobody sees it, it has nothing to show. */
export function keepLookingOn(context: CommandContext): void {
  setInterval(() => {
    if (!document.hidden) void lookOn(context);
  }, LOOK_ON_MS);
}

/** Whether a study is under way in any tab. */
export async function goesOn(key: string): Promise<boolean> {
  const { held } = await navigator.locks.query();
  return (held ?? []).some(({ name }) => name === studyLock(key));
}

/** Runs `work`; what fails is told in the study's own place. Something cancelled on purpose is no failure. */
export async function attemptOn(
  { stores: { study } }: CommandContext,
  work: () => Promise<void>,
): Promise<void> {
  study.setState({ problem: null });
  try {
    await work();
  } catch (error) {
    const problem = toProblem(error);
    if (problem.code !== 'cancelled') study.setState({ problem });
  }
}
