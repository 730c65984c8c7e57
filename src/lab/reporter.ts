import type { Problem } from '../core/errors';
import type { ProgressEvent, ReporterCommand } from '../protocol';
import { openChannel, type Channel } from './channel';

/** Writes reports without keeping the page waiting, nor the worker that trains. */
export interface Reporter {
  /**
   * The report of the runs of a stored study that are done: text by path. Another that is being written is cancelled.
   * Rejects with an `IsoglotError`.
   */
  studyReport(key: string, onProgress: (event: ProgressEvent) => void): Promise<Map<string, string>>;
  /** Ends what is being written, which rejects as `cancelled`. */
  cancel(): void;
}

const CANCELLED: Problem = { code: 'cancelled', what: 'The report was cancelled.' };

/** @param createWorker makes a fresh worker; each report has one of its own, so that it can be ended at any moment. */
export function createReporter(createWorker: () => Worker): Reporter {
  let channel: Channel<ReporterCommand> | null = null;
  const cancel = () => channel?.close(CANCELLED);
  return {
    async studyReport(key, onProgress) {
      cancel();
      const own = openChannel<ReporterCommand>(createWorker(), (event) => {
        if (event.type === 'progress') for (const one of event.progress) onProgress(one);
        if (event.type === 'fatal') own.close({ ...event.problem, remedy: 'Ask for the report again.' });
      });
      channel = own;
      try {
        return new Map(await own.call({ type: 'study-report', key }));
      } finally {
        own.close(CANCELLED);
        if (channel === own) channel = null;
      }
    },
    cancel,
  };
}
