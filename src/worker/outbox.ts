import type { HistoryEvent, ProgressEvent, WorkerMessage } from '../protocol';

/** About ten messages a second keep the page smooth and the numbers live. */
const INTERVAL_MS = 100;

/** Collects events and posts them in bundles, so that the page is never flooded. */
export function createOutbox(post: (message: WorkerMessage) => void) {
  let history: HistoryEvent[] = [];
  let progress = new Map<string, ProgressEvent>();
  let runId = '';
  let last = -Infinity;

  function flush(): void {
    last = performance.now();
    if (history.length > 0) post({ type: 'history', runId, events: history });
    if (progress.size > 0) post({ type: 'progress', progress: [...progress.values()] });
    history = [];
    progress = new Map();
  }

  function flushIfDue(): void {
    if (performance.now() - last >= INTERVAL_MS) flush();
  }

  return {
    flush,
    addHistory: (run: string, event: HistoryEvent): void => {
      if (run !== runId) flush();
      runId = run;
      history.push(event);
      flushIfDue();
    },
    addProgress: (event: ProgressEvent): void => {
      progress.set(event.task, event);
      flushIfDue();
    },
    settle: (task: string): void => {
      progress.delete(task);
      flush();
      post({ type: 'settled', task });
    },
  };
}

export type Outbox = ReturnType<typeof createOutbox>;
