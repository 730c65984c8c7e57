import type { Problem } from '../core/errors';
import type { DataListing, DownloadPlan, FetcherCommand, PlannedEncoder, ProgressEvent } from '../protocol';
import { openChannel, type Channel } from './channel';

/** What the fetcher tells between answers. */
export type FetcherEvent =
  { type: 'progress'; progress: ProgressEvent[] } | { type: 'settled'; task: string };

/** The page's side of the download worker. All methods reject with an `IsoglotError`. */
export interface Fetcher {
  /** Address of the hub that ids are looked up on. */
  hub: string;
  /** Asks what an encoder needs. */
  plan(place: string, revision: string | null): Promise<PlannedEncoder>;
  /** Asks what there is of a data set. */
  list(place: string, revision: string | null): Promise<DataListing>;
  /** Resolves when all files are kept whole. */
  download(plan: DownloadPlan): Promise<void>;
  /** Ends looking up and downloading; what came in is kept. */
  cancel(what: 'encoder' | 'data'): Promise<void>;
  subscribe(listener: (event: FetcherEvent) => void): () => void;
}

/**
 * Starts its worker when it is first needed, and another when that one dies.
 * @param createWorker makes a fresh worker.
 */
export function createFetcher(createWorker: () => Worker, hub: string): Fetcher {
  const listeners = new Set<(event: FetcherEvent) => void>();
  let channel: Channel<FetcherCommand> | null = null;

  function opened(): Channel<FetcherCommand> {
    const fresh: Channel<FetcherCommand> =
      channel ??
      openChannel<FetcherCommand>(createWorker(), (event) => {
        if (event.type === 'fatal') return giveUp(fresh, event.problem);
        if (event.type === 'progress' || event.type === 'settled')
          for (const listener of listeners) listener(event);
      });
    channel = fresh;
    return fresh;
  }

  function giveUp(dead: Channel<FetcherCommand>, { what }: Problem): void {
    if (channel === dead) channel = null;
    dead.close({ code: 'worker-crashed', what, remedy: 'Try again: what came in is kept.' });
  }

  return {
    hub,
    plan: (place, revision) => opened().call({ type: 'plan-encoder', place, revision, hub }),
    list: (place, revision) => opened().call({ type: 'list-data', place, revision, hub }),
    async download(plan) {
      await opened().call({ type: 'download', plan });
    },
    async cancel(what) {
      await channel?.call({ type: 'cancel-download', what });
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Hub named in the page's address (`?hub=`), such as a mirror; else, and when it is no address, the given one. */
export function hubOf(search: string, otherwise: string): string {
  const named = new URLSearchParams(search).get('hub') ?? '';
  return /^https?:\/\/./.test(named) && URL.canParse(named) ? named.replace(/\/+$/, '') : otherwise;
}
