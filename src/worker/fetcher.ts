import { IsoglotError } from '../core/errors';
import { obtainFiles } from '../experiment/keptDownload';
import { drain } from '../experiment/progress';
import { parsePlace } from '../io/hub/place';
import { parseDataPlace } from '../io/hub/dataPlace';
import { listData } from '../io/hub/listData';
import { holdsData } from '../io/hub/origin';
import { planEncoder } from '../io/hub/planEncoder';
import { downloadLock } from '../io/storage/downloadLock';
import { openKeptDownloads } from '../io/storage/opfsTree';
import {
  fetcherCommand,
  type DownloadPlan,
  type FetcherCommand,
  type FetcherReply,
  type WorkerMessage,
} from '../protocol';
import { openDoor } from './door';
import { createOutbox } from './outbox';

/**
 * The door of the download worker. It has a worker of its own so that a download goes on smoothly under a training
 * run, and under a backend that is changed or lost.
 */
const post = (message: WorkerMessage) => self.postMessage(message);
const outbox = createOutbox(post);
const cancel = { encoder: new AbortController(), data: new AbortController() };

type Handlers = {
  [T in FetcherCommand['type']]: (
    command: Extract<FetcherCommand, { type: T }>,
  ) => Promise<FetcherReply<T>> | FetcherReply<T>;
};

const handlers: Handlers = {
  'plan-encoder': async ({ place, revision, hub }) => {
    const plan = await planEncoder(parsePlace(place, revision, hub), hub, { signal: cancel.encoder.signal });
    const progress = [...(await (await openKeptDownloads()).progress(plan))];
    return {
      plan,
      kept: Object.fromEntries(progress.map(([path, { bytes }]) => [path, bytes])),
      complete: progress.every(([, { done }]) => done),
    };
  },

  'list-data': ({ place, revision, hub }) =>
    listData(parseDataPlace(place, revision, hub), hub, { signal: cancel.data.signal }),

  download: async ({ plan }) => {
    const task = `download:${plan.key}`;
    try {
      // Two tabs that write the same file would spoil it for each other.
      await navigator.locks.request(downloadLock(plan.key), { ifAvailable: true }, (lock) => {
        if (!lock) throw inUse(plan);
        return download(plan, cancel[holdsData(plan.origin) ? 'data' : 'encoder'].signal);
      });
    } finally {
      outbox.settle(task);
    }
    return null;
  },

  'cancel-download': ({ what }) => {
    cancel[what].abort();
    cancel[what] = new AbortController();
    return null;
  },
};

async function download(plan: DownloadPlan, signal: AbortSignal): Promise<void> {
  await drain(obtainFiles(plan, await openKeptDownloads(), { signal }), outbox.addProgress);
}

function inUse({ name }: DownloadPlan): IsoglotError {
  return new IsoglotError({
    code: 'storage',
    what: 'this is being downloaded already, in this tab or another.',
    where: name,
    remedy: 'Wait for it, or cancel it there.',
  });
}

openDoor(fetcherCommand, handlers, post);
