import { IsoglotError } from '../../core/errors';
import { openStudyStore, studyRunId } from '../../io/storage/studyStore';
import type { Commands } from '../../state/commands';
import { guarded, type CommandContext } from './context';
import { purge, refreshRuns } from './keeping';
import { goesOn, refreshStudies, showStudy } from './keptStudies';
import { measureStorage } from './storing';

const DELETED_KEY = 'isoglot.deletedStudy';

/** A study goes with all its runs, and can be brought back until another is deleted or the page goes away. */
export function deletingStudiesCommands(
  context: CommandContext,
): Pick<Commands, 'deleteStudy' | 'undoDeleteStudy'> {
  const { study } = context.stores;
  const refresh = async () => {
    await refreshStudies(context);
    await refreshRuns(context);
    await measureStorage(context);
  };
  return {
    async deleteStudy(key) {
      await guarded(context, async () => {
        const stored = study.getState().stored.find((one) => one.key === key);
        if (!stored) return;
        if (await goesOn(key)) throw new IsoglotError(UNDER_WAY);
        // The one deleted before it can no longer be brought back: only now its files go.
        await purgeDeletedStudy(context);
        localStorage.setItem(DELETED_KEY, key);
        if (study.getState().queue?.key === key) await showStudy(context, null);
        study.setState({ deleted: stored });
        await refresh();
      });
    },
    async undoDeleteStudy() {
      await guarded(context, async () => {
        study.setState({ deleted: null });
        localStorage.removeItem(DELETED_KEY);
        await refresh();
      });
    },
  };
}

/**
 * Removes the study that was deleted last, with its runs.
 * @param key only if it is this one
 */
export async function purgeDeletedStudy(context: CommandContext, key?: string): Promise<void> {
  const { deleted } = context.stores.study.getState();
  if (!deleted || (key !== undefined && deleted.key !== key)) return;
  await purgeStudy(context, deleted.key);
  context.stores.study.setState({ deleted: null });
}

/** A page that went away with an undo still open leaves its deleted study marked: now it goes for good. */
export async function purgeMarkedStudy(context: CommandContext): Promise<void> {
  const key = localStorage.getItem(DELETED_KEY);
  if (key) await guarded(context, () => purgeStudy(context, key));
}

async function purgeStudy(context: CommandContext, key: string): Promise<void> {
  const studies = await openStudyStore();
  const known = await studies.get(key);
  const { records } = await (await context.storage.runs).list();
  // Those of earlier grids of this name, too.
  const own = records.filter(({ study }) => study === key).map(({ id }) => id);
  for (const id of new Set([...own, ...(known?.record.runs ?? []).map(({ id }) => studyRunId(key, id))]))
    await purge(context, id);
  await studies.delete(key);
  localStorage.removeItem(DELETED_KEY);
}

const UNDER_WAY = {
  code: 'bad-configuration',
  what: 'This study goes on, here or in another tab.',
  remedy: 'Stop it first.',
} as const;
