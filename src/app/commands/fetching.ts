import { IsoglotError, toProblem, type Problem } from '../../core/errors';
import { bytesOf } from '../../io/hub/origin';
import { downloadLock } from '../../io/storage/downloadLock';
import { openKeptDownloads } from '../../io/storage/opfsTree';
import type { DownloadPlan, PlannedEncoder } from '../../protocol';
import type { Commands } from '../../state/commands';
import { isLive } from '../../state/run';
import { guarded, type CommandContext } from './context';
import { openEncoder } from './opening';
import { measureNow } from './running';
import { measureStorage, refreshKept } from './storing';

type Fetching = Pick<Commands, 'planEncoder' | 'downloadEncoder' | 'cancelDownload' | 'deleteKept'>;

/** Encoders from a hub or an address: planned, downloaded, opened; and the end of downloads and of what they left. */
export function fetchingCommands(context: CommandContext): Fetching {
  const { stores, fetcher } = context;
  const { look } = stores.kept.getState();

  const tell = (error: unknown) => tellIn(context, 'hub', error, (problem) => look({ problem }));

  return {
    async planEncoder(place, revision) {
      look({ phase: 'planning', place, revision: revision ?? '', planned: null, problem: null });
      try {
        const planned = await fetcher.plan(place, revision);
        await measureStorage(context);
        look({ phase: 'planned', planned });
      } catch (error) {
        look({ phase: 'idle' });
        tell(error);
      }
    },
    async downloadEncoder() {
      const { planned } = stores.kept.getState().lookup;
      if (!planned) return;
      look({ phase: 'downloading', problem: null });
      try {
        if (!planned.complete) {
          await requireRoom(planned.plan, planned.kept);
          await fetcher.download(planned.plan);
        }
        look({ phase: 'idle', planned: null, place: '', revision: '' });
        await refreshKept(context);
        const { name, key } = planned.plan;
        await arrive(context, 'hub', name, () => openEncoder(context, { kind: 'kept', key }));
      } catch (error) {
        await refreshKept(context);
        look({ phase: 'planned', planned: await replanned(planned) });
        tell(error);
      }
    },
    async cancelDownload(what) {
      await guarded(context, () => fetcher.cancel(what));
    },
    async deleteKept(key) {
      await guarded(context, async () => {
        // The lock keeps any tab from beginning a download meanwhile.
        await navigator.locks.request(downloadLock(key), { ifAvailable: true }, async (lock) => {
          if (!lock) throw inUse(key);
          await (await openKeptDownloads()).remove(key);
        });
        if (stores.kept.getState().lookup.planned?.plan.key === key) look({ phase: 'idle', planned: null });
        await refreshKept(context);
        await measureStorage(context);
      });
    },
  };
}

/**
 * What went wrong belongs into its dialog, or on the page when that is closed. Something cancelled is no problem.
 * @param show Into the dialog.
 */
export function tellIn(
  { stores }: CommandContext,
  dialog: 'hub' | 'hub-data',
  error: unknown,
  show: (problem: Problem) => void,
): void {
  const problem = toProblem(error);
  if (problem.code === 'cancelled') return;
  if (stores.view.getState().dialog === dialog) show(problem);
  else stores.session.getState().notify('error', problem);
}

/**
 * What was waited for is opened; under a run it waits in its menu.
 * @param open whether the encoder is to be measured then
 */
export async function arrive(
  context: CommandContext,
  dialog: 'hub' | 'hub-data',
  name: string,
  open: () => Promise<boolean>,
): Promise<void> {
  const { run, session, view } = context.stores;
  if (view.getState().dialog === dialog) view.getState().set({ dialog: null });
  if (isLive(run.getState().status)) {
    session.getState().notify('info', {
      code: 'bad-configuration',
      what: `${name} is downloaded and kept.`,
      remedy: 'Open it from its menu when the run is over.',
    });
  } else if (await open()) await measureNow(context);
}

/** @throws IsoglotError `storage-full` before the first byte, where the browser tells how much it allows. */
export async function requireRoom(plan: DownloadPlan, kept: Record<string, number>): Promise<void> {
  const { usage, quota } = await navigator.storage.estimate();
  const total = bytesOf(plan);
  if (total === null || usage === undefined || quota === undefined) return;
  const missing = total - Object.values(kept).reduce((sum, bytes) => sum + bytes, 0);
  if (missing <= quota - usage) return;
  const megabytes = (bytes: number) => `${Math.ceil(Math.max(0, bytes) / 1e6).toLocaleString('en')} MB`;
  throw new IsoglotError({
    code: 'storage-full',
    what: `it needs ${megabytes(missing)} more, and this browser has room for ${megabytes(quota - usage)}.`,
    where: plan.name,
    remedy: 'Delete encoders, data or runs under Storage, or free space on the disk.',
  });
}

/** What is kept after a download that was broken off. */
async function replanned(planned: PlannedEncoder): Promise<PlannedEncoder> {
  try {
    const progress = [...(await (await openKeptDownloads()).progress(planned.plan))];
    const kept = Object.fromEntries(progress.map(([path, { bytes }]) => [path, bytes]));
    return { ...planned, kept, complete: progress.every(([, { done }]) => done) };
  } catch {
    return planned;
  }
}

function inUse(where: string): IsoglotError {
  return new IsoglotError({
    code: 'storage',
    what: 'this is being downloaded, in this tab or another.',
    where,
    remedy: 'Wait for it, or cancel it there.',
  });
}
