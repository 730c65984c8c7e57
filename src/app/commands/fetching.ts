import { IsoglotError, toProblem } from '../../core/errors';
import { bytesOf } from '../../io/hub/origin';
import { encoderLock } from '../../io/storage/encoderLock';
import { openKeptEncoders } from '../../io/storage/opfsTree';
import type { PlannedEncoder } from '../../protocol';
import type { Commands } from '../../state/commands';
import { isLive } from '../../state/run';
import { guarded, type CommandContext } from './context';
import { openEncoder } from './opening';
import { measureNow } from './running';
import { measureStorage, refreshKept } from './storing';

type Fetching = Pick<Commands, 'planEncoder' | 'downloadEncoder' | 'cancelDownload' | 'deleteKeptEncoder'>;

/** Encoders from a hub or an address: planned, downloaded, opened, deleted. */
export function fetchingCommands(context: CommandContext): Fetching {
  const { stores, fetcher } = context;
  const { look } = stores.kept.getState();

  /** What went wrong belongs into the dialog, or on the page when that is closed. Something cancelled is no problem. */
  function tell(error: unknown): void {
    const problem = toProblem(error);
    if (problem.code === 'cancelled') return;
    if (stores.view.getState().dialog === 'hub') look({ problem });
    else stores.session.getState().notify('error', problem);
  }

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
          await requireRoom(planned);
          await fetcher.download(planned.plan);
        }
        look({ phase: 'idle', planned: null, place: '', revision: '' });
        await refreshKept(context);
        await arrive(context, planned);
      } catch (error) {
        await refreshKept(context);
        look({ phase: 'planned', planned: await replanned(planned) });
        tell(error);
      }
    },
    async cancelDownload() {
      await guarded(context, () => fetcher.cancel());
    },
    async deleteKeptEncoder(key) {
      await guarded(context, async () => {
        // The lock keeps any tab from beginning a download meanwhile.
        await navigator.locks.request(encoderLock(key), { ifAvailable: true }, async (lock) => {
          if (!lock) throw inUse(key);
          await (await openKeptEncoders()).remove(key);
        });
        if (stores.kept.getState().lookup.planned?.plan.key === key) look({ phase: 'idle', planned: null });
        await refreshKept(context);
        await measureStorage(context);
      });
    },
  };
}

/** The encoder that was waited for is opened; under a run it waits in the menu. */
async function arrive(context: CommandContext, { plan }: PlannedEncoder): Promise<void> {
  const { run, session, view } = context.stores;
  if (view.getState().dialog === 'hub') view.getState().set({ dialog: null });
  if (isLive(run.getState().status)) {
    session.getState().notify('info', {
      code: 'bad-configuration',
      what: `${plan.name} is downloaded and kept.`,
      remedy: 'Open it from the encoder menu when the run is over.',
    });
  } else if (await openEncoder(context, { kind: 'kept', key: plan.key })) await measureNow(context);
}

/** @throws IsoglotError `storage-full` before the first byte, where the browser tells how much it allows. */
async function requireRoom({ plan, kept }: PlannedEncoder): Promise<void> {
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
    remedy: 'Delete encoders or runs under Storage, or free space on the disk.',
  });
}

/** What is kept after a download that was broken off. */
async function replanned(planned: PlannedEncoder): Promise<PlannedEncoder> {
  try {
    const progress = [...(await (await openKeptEncoders()).progress(planned.plan))];
    const kept = Object.fromEntries(progress.map(([path, { bytes }]) => [path, bytes]));
    return { ...planned, kept, complete: progress.every(([, { done }]) => done) };
  } catch {
    return planned;
  }
}

function inUse(where: string): IsoglotError {
  return new IsoglotError({
    code: 'storage',
    what: 'this encoder is being downloaded, in this tab or another.',
    where,
    remedy: 'Wait for it, or cancel it there.',
  });
}
