import { toProblem } from '../core/errors';
import type { Checkpoint } from '../io/storage/checkpoint';
import { keepCheckpoint, newestCheckpoint, type CheckpointFiles } from '../io/storage/checkpointFiles';
import { openRunStore, type RunStore } from '../io/storage/runStore';
import { openWeightStore, runPrefix } from '../io/storage/weightStore';
import type { EvaluationEvent, HistoryEvent, RunRecord } from '../protocol';

/** History is written at least every so many events, so that a reload loses seconds, not the run. */
const SAVE_EVERY = 10;

/** Where runs are kept. A promise that rejects (a private window) makes a run that is not kept. */
export interface RunStorage {
  runs: Promise<Pick<RunStore, 'get' | 'put' | 'history' | 'appendHistory' | 'truncateHistory'>>;
  weights: Promise<CheckpointFiles>;
}

export function browserStorage(): RunStorage {
  return { runs: openRunStore(), weights: openWeightStore() };
}

/**
 * Keeps one run as it goes: record and history in IndexedDB, weights and optimiser in the origin's private files.
 * Storage that fails never ends the run: `warn` hears of it once for each kind, events wait for the next try.
 */
export function createRecorder(
  initial: RunRecord,
  { runs, weights }: RunStorage,
  warn: (message: string) => void,
) {
  let record = initial;
  let pending: HistoryEvent[] = [];
  let nextSeq = 0;
  const warned = new Set<string>();
  let queue = Promise.resolve();

  /** One write after the other: two at a time would each count the pending events as theirs. */
  function attempt(work: () => Promise<void>): Promise<void> {
    queue = queue.then(work).catch((error: unknown) => {
      const { what, remedy } = toProblem(error);
      if (warned.has(what)) return;
      warned.add(what);
      warn(`The run goes on but is not kept: ${what} ${remedy ?? ''}`.trim());
    });
    return queue;
  }

  function save(patch: Partial<RunRecord>): Promise<void> {
    record = { ...record, ...patch, updated: new Date().toISOString() };
    return attempt(async () => {
      const store = await runs;
      // The name may have been changed in the table of runs meanwhile.
      record = { ...record, name: (await store.get(record.id))?.name ?? record.name };
      const events = pending;
      await store.appendHistory(record.id, events);
      pending = pending.slice(events.length);
      await store.put(record);
    });
  }

  return {
    save,
    nextSeq: () => nextSeq,

    /** Of work so far; of a run that is gone on with, what its history up to there took. */
    seconds: () => record.seconds,

    /** Puts the new record into the table of runs; what an earlier attempt of the same run left is dropped. */
    begin: () =>
      attempt(async () => {
        await (await runs).truncateHistory(record.id, 0);
        await (await runs).put(record);
      }),

    /**
     * Goes on with a stored run: events after its checkpoint are dropped, they will happen again. Null if there is no
     * checkpoint yet. A damaged checkpoint is told of, and the one before it taken.
     * @throws IsoglotError if all checkpoints are damaged.
     */
    async resume(): Promise<(Checkpoint & { evaluatedAt: number }) | null> {
      const store = await runs;
      const [known, found] = await Promise.all([
        store.get(record.id),
        newestCheckpoint(await weights, runPrefix(record.id)),
      ]);
      if (!known || !found) return null;
      for (const warning of found.warnings) warn(warning);
      const { checkpoint } = found;
      const { step } = checkpoint.optimiser;
      const history = await store.history(known.id);
      // One that was written and not noted any more ends with its last step.
      const noted = history.findIndex((event) => event.type === 'checkpoint' && event.step === step);
      const made = history.findLastIndex((event) => event.type === 'step' && event.step === step);
      nextSeq = (noted < 0 ? made : noted) + 1;
      await store.truncateHistory(known.id, nextSeq);
      const past = history.slice(0, nextSeq);
      const seconds = past.reduce((sum, event) => sum + ('seconds' in event ? event.seconds : 0), 0);
      record = { ...known, status: 'running', problem: null, backend: record.backend, step, seconds };
      await store.put(record);
      const evaluated = past.findLast((event) => event.type === 'evaluation');
      return { ...checkpoint, evaluatedAt: evaluated?.step ?? -1 };
    },

    /** @throws IsoglotError 'storage-full' or 'storage'; the run says so and goes on. */
    keep: async (checkpoint: Checkpoint): Promise<void> => {
      // First: a checkpoint without the steps up to it would leave a gap in the history.
      await save({});
      await keepCheckpoint(await weights, runPrefix(record.id), checkpoint);
    },

    /** Takes an event in; whatever is worth a write is written. */
    async note(event: HistoryEvent, seconds: number): Promise<void> {
      pending.push(event);
      nextSeq = event.seq + 1;
      switch (event.type) {
        case 'step':
          record = { ...record, step: event.step };
          if (pending.length >= SAVE_EVERY) await save({ seconds, status: 'running' });
          return;
        case 'evaluation':
          return save({ seconds, headline: headline(record, event) });
        case 'checkpoint':
          return save({ seconds, checkpointStep: event.step });
        case 'done':
          return save({ seconds, status: event.outcome });
        case 'error':
          // A run whose backend died can go on from its checkpoint; one that failed by itself cannot.
          return save({ status: isBackendFault(event) ? 'interrupted' : 'failed', problem: event.problem });
        default:
      }
    },
  };
}

function isBackendFault(event: Extract<HistoryEvent, { type: 'error' }>): boolean {
  return ['gpu-lost', 'backend', 'worker-crashed'].includes(event.problem.code);
}

function headline(record: RunRecord, { scores, intervals, step }: EvaluationEvent): RunRecord['headline'] {
  const now = {
    mono: scores.monolingual.map ?? undefined,
    cross: scores.crosslingual.map ?? undefined,
    multi: scores.multilingual.map ?? undefined,
    rankDistance: scores.languageBias.rankDistance.mean ?? undefined,
  };
  const known = intervals && {
    level: intervals.level,
    mono: intervals.monolingual.map ?? undefined,
    cross: intervals.crosslingual.map ?? undefined,
    multi: intervals.multilingual.map ?? undefined,
    rankDistance: intervals.rankDistance.mean ?? undefined,
  };
  return {
    before: step === 0 ? now : (record.headline?.before ?? {}),
    now,
    ...(known && { intervals: known }),
  };
}
