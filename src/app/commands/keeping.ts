import type { Commands } from '../../state/commands';
import { IsoglotError } from '../../core/errors';
import { dropCheckpoints } from '../../io/storage/checkpointFiles';
import { runLock } from '../../io/storage/runLock';
import { runPrefix } from '../../io/storage/weightStore';
import type { RunRecord } from '../../protocol';
import { isLive } from '../../state/run';
import { openSet } from '../../state/session';
import { forgetNotes, guarded, refuseWhileBusy, refuseWhileLive, type CommandContext } from './context';
import { openNamed } from './openingFurther';
import { trainToEnd } from './running';

const DELETED_KEY = 'isoglot.deleted';

type Keeping = Pick<Commands, 'reopenRun' | 'continueRun' | 'renameRun' | 'deleteRun' | 'undoDelete'>;

/** The table of saved runs. */
export function keepingCommands(context: CommandContext): Keeping {
  const { stores, storage } = context;
  const { runs, run, session } = stores;

  const byId = (id: string): RunRecord => {
    const record = runs.getState().records.find((r) => r.id === id);
    if (!record) throw new IsoglotError({ code: 'storage', what: 'This run is no longer stored.' });
    return record;
  };

  async function reopenIdle(record: RunRecord): Promise<void> {
    refuseWhileLive(context);
    forgetNotes(context);
    await reopen(context, record);
  }

  return {
    async reopenRun(id) {
      await guarded(context, () => reopenIdle(byId(id)));
    },
    async continueRun(id) {
      await guarded(context, async () => {
        const record = byId(id);
        refuseWhileBusy(context);
        await openNamed(context, record.configuration.moreData);
        refuseForeign(record);
        await reopenIdle(record);
        run.getState().setStatus('running');
        void guarded(context, () => trainToEnd(context, id, { resume: true, paused: false }));
      });
    },
    async renameRun(id, name) {
      await guarded(context, async () => {
        await (await storage.runs).put({ ...byId(id), name });
        if (run.getState().runId === id) run.setState({ name });
        await refreshRuns(context);
      });
    },
    async deleteRun(id) {
      await guarded(context, async () => {
        // The one deleted before it can no longer be brought back: only now its files go.
        await purgeDeleted(context);
        runs.setState({ deleted: byId(id) });
        localStorage.setItem(DELETED_KEY, id);
        await refreshRuns(context);
      });
    },
    async undoDelete() {
      runs.setState({ deleted: null });
      localStorage.removeItem(DELETED_KEY);
      await refreshRuns(context);
    },
  };

  /** A further data set that the run trains on, and that is not open as it was; null where all are. */
  function furtherToOpen({ configuration, moreData }: RunRecord): IsoglotError | null {
    for (const [place, named] of configuration.moreData.entries()) {
      const open = openSet(session.getState(), named)?.summary;
      const began = moreData?.[place];
      if (open && (!began || open.sha256 === began.sha256)) continue;
      const why = open ? 'and other data are open under that name' : 'which is not open';
      return new IsoglotError({
        code: 'bad-configuration',
        what: `This run trains on ${named.data} as well, ${why}.`,
        remedy: `Open ${named.data} in Compose, under “Also train on”, and continue the run then.`,
      });
    }
    return null;
  }

  /** Going on makes sense only on the very encoder and data that the run began with. */
  function refuseForeign(record: RunRecord): void {
    const { encoder, data } = session.getState();
    const further = furtherToOpen(record);
    if (further) throw further;
    const wrong =
      encoder?.sha256 !== record.encoder.sha256
        ? { kind: 'encoder', name: record.encoder.name }
        : data?.sha256 !== record.data.sha256
          ? { kind: 'data', name: record.data.name }
          : null;
    if (!wrong) return;
    throw new IsoglotError({
      code: 'bad-configuration',
      what: `This run was made with other ${wrong.kind} than is open now (${wrong.name}).`,
      remedy: `Open ${wrong.name} and continue the run then.`,
    });
  }
}

/** Puts a saved run on the page. */
async function reopen({ stores, storage }: CommandContext, record: RunRecord): Promise<void> {
  const { run } = stores;
  const { encoder, data, moreData, backend, isoglot, started } = record;
  run.getState().begin({
    runId: record.id,
    name: record.name,
    configuration: record.configuration,
    provenance: { encoder, data, moreData, backend, isoglot, started },
    status: 'idle',
  });
  run.getState().receive(await (await storage.runs).history(record.id));
  // What it was at when it broke off is over.
  run.setState({ phase: '' });
  run.getState().setStatus(record.status === 'running' ? 'interrupted' : record.status);
}

/** Brings back the run that was on the page before a reload, and says what can be done if that broke it off. */
export async function showAgain(context: CommandContext, id: string): Promise<void> {
  const record = context.stores.runs.getState().records.find((r) => r.id === id);
  // A run that goes on in another tab stays there.
  if (!record || isLive(record.status)) return;
  await guarded(context, () => reopen(context, record));
  if (record.status !== 'interrupted') return;
  const { checkpointStep, name, step } = record;
  context.stores.session.getState().notify('info', {
    code: 'worker-crashed',
    what: `"${name}" was interrupted at step ${step}.`,
    remedy: checkpointStep
      ? `Continue goes on from its checkpoint at step ${checkpointStep}.`
      : 'It had no checkpoint yet: Continue begins it anew with the same batches.',
  });
}

/** Reads the records anew. A record that says "running" while no tab holds its lock was interrupted. */
export async function refreshRuns(context: CommandContext): Promise<void> {
  const { runs } = context.stores;
  await guarded(context, async () => {
    const { records, unreadable } = await (await context.storage.runs).list();
    for (const problem of unreadable) context.stores.session.getState().notify('warning', problem);
    const { held } = await navigator.locks.query();
    const alive = new Set((held ?? []).map((lock) => lock.name));
    const { deleted } = runs.getState();
    const gone = context.stores.study.getState().deleted?.key;
    runs.setState({
      loaded: true,
      records: records
        .filter(({ id, study }) => id !== deleted?.id && (study === undefined || study !== gone))
        .map((record) =>
          isInterrupted(record, alive) ? { ...record, status: 'interrupted' as const } : record,
        )
        .sort((a, b) => (a.started < b.started ? 1 : -1)),
    });
  });
}

function isInterrupted(record: RunRecord, alive: Set<string | undefined>): boolean {
  return isLive(record.status) && !alive.has(runLock(record.id));
}

/** Removes record, history and files of the run that was deleted last. */
async function purgeDeleted(context: CommandContext): Promise<void> {
  const { deleted } = context.stores.runs.getState();
  if (deleted) await purge(context, deleted.id);
  context.stores.runs.setState({ deleted: null });
}

/** A page that went away with an undo still open leaves its deleted run marked: now it goes for good. */
export async function purgeMarked(context: CommandContext): Promise<void> {
  const id = localStorage.getItem(DELETED_KEY);
  if (id) await guarded(context, () => purge(context, id));
}

/** Deletes a run at once, for those who said so twice. */
export async function eraseRun(context: CommandContext, id: string): Promise<void> {
  const { runs } = context.stores;
  if (runs.getState().records.some((record) => record.id === id && isLive(record.status))) return;
  await purge(context, id);
  await refreshRuns(context);
}

/** Deletes record, history and files of a run. */
export async function purge({ storage }: CommandContext, id: string): Promise<void> {
  await (await storage.runs).delete(id);
  await dropCheckpoints(await storage.weights, runPrefix(id));
  localStorage.removeItem(DELETED_KEY);
}
