import { z } from 'zod';
import { IsoglotError, toProblem } from '../core/errors';
import { obtainEncoder } from '../experiment/keptEncoder';
import { drain } from '../experiment/progress';
import { parsePlace } from '../io/hub/place';
import { planEncoder } from '../io/hub/planEncoder';
import { encoderLock } from '../io/storage/encoderLock';
import { openKeptEncoders } from '../io/storage/opfsTree';
import {
  fetcherCommand,
  type EncoderPlan,
  type FetcherCommand,
  type FetcherReply,
  type WorkerMessage,
} from '../protocol';
import { createOutbox } from './outbox';

/**
 * The door of the download worker. It has a worker of its own so that a download goes on smoothly under a training
 * run, and under a backend that is changed or lost.
 */
const post = (message: WorkerMessage) => self.postMessage(message);
const outbox = createOutbox(post);
let cancel = new AbortController();

type Handlers = {
  [T in FetcherCommand['type']]: (
    command: Extract<FetcherCommand, { type: T }>,
  ) => Promise<FetcherReply<T>> | FetcherReply<T>;
};

const handlers: Handlers = {
  'plan-encoder': async ({ place, revision, hub }) => {
    const plan = await planEncoder(parsePlace(place, revision, hub), hub, { signal: cancel.signal });
    const progress = [...(await (await openKeptEncoders()).progress(plan))];
    return {
      plan,
      kept: Object.fromEntries(progress.map(([path, { bytes }]) => [path, bytes])),
      complete: progress.every(([, { done }]) => done),
    };
  },

  'download-encoder': async ({ plan }) => {
    const task = `download:${plan.key}`;
    try {
      // Two tabs that write the same file would spoil it for each other.
      await navigator.locks.request(encoderLock(plan.key), { ifAvailable: true }, (lock) => {
        if (!lock) throw inUse(plan);
        return download(plan, cancel.signal);
      });
    } finally {
      outbox.settle(task);
    }
    return null;
  },

  'cancel-download': () => {
    cancel.abort();
    cancel = new AbortController();
    return null;
  },
};

async function download(plan: EncoderPlan, signal: AbortSignal): Promise<void> {
  await drain(obtainEncoder(plan, await openKeptEncoders(), { signal }), outbox.addProgress);
}

function inUse({ name }: EncoderPlan): IsoglotError {
  return new IsoglotError({
    code: 'storage',
    what: 'this encoder is being downloaded already, in this tab or another.',
    where: name,
    remedy: 'Wait for it, or cancel it there.',
  });
}

const envelope = z.object({ id: z.int(), command: fetcherCommand });

self.addEventListener('message', (event: MessageEvent<unknown>) => {
  const { id, command } = envelope.parse(event.data);
  void answer(id, command);
});

async function answer(id: number, command: FetcherCommand): Promise<void> {
  try {
    const handler = handlers[command.type] as (command: FetcherCommand) => unknown;
    post({ type: 'reply', id, value: await handler(command) });
  } catch (error) {
    post({ type: 'refused', id, problem: toProblem(error) });
  }
}
