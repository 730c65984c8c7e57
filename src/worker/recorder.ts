import type { Checkpoint } from '../experiment/train';
import { checkpointKey, decodeCheckpoint, encodeCheckpoint } from '../io/storage/checkpoint';
import { openRunStore } from '../io/storage/runStore';
import { openWeightStore } from '../io/storage/weightStore';
import type { HistoryEvent, RunRecord, Scores } from '../protocol';

/** History is written at least every so many events, so that a reload loses seconds, not the run. */
const SAVE_EVERY = 10;

/** Keeps one run as it goes: record and history in IndexedDB, weights and optimiser in the origin's private files. */
export async function openRecorder(initial: RunRecord) {
  const runs = await openRunStore();
  const weights = await openWeightStore();
  let record = initial;
  let pending: HistoryEvent[] = [];
  let nextSeq = 0;

  async function save(patch: Partial<RunRecord>): Promise<void> {
    // The name may have been changed in the table of runs meanwhile.
    const name = (await runs.get(record.id))?.name ?? record.name;
    record = { ...record, ...patch, name, updated: new Date().toISOString() };
    const events = pending;
    pending = [];
    await runs.appendHistory(record.id, events);
    await runs.put(record);
  }

  return {
    save,
    nextSeq: () => nextSeq,

    /** Puts the new record into the table of runs; what an earlier attempt of the same run left is dropped. */
    async begin(): Promise<void> {
      await runs.truncateHistory(record.id, 0);
      await runs.put(record);
    },

    /** Goes on with a stored run: events after its checkpoint are dropped, they will happen again. */
    async resume(): Promise<Checkpoint | null> {
      const [known, bytes] = await Promise.all([runs.get(record.id), weights.read(checkpointKey(record.id))]);
      if (!known || !bytes) return null;
      const checkpoint = decodeCheckpoint(bytes, checkpointKey(record.id));
      const history = await runs.history(known.id);
      const end = history.findIndex(
        (event) => event.type === 'checkpoint' && event.step === checkpoint.optimiser.step,
      );
      nextSeq = end < 0 ? history.length : end + 1;
      await runs.truncateHistory(known.id, nextSeq);
      record = {
        ...known,
        status: 'running',
        problem: null,
        backend: record.backend,
        step: checkpoint.optimiser.step,
      };
      await runs.put(record);
      return checkpoint;
    },

    keep: (checkpoint: Checkpoint) => weights.write(checkpointKey(record.id), encodeCheckpoint(checkpoint)),

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
          return save({ seconds, headline: headline(record, event.scores, event.step) });
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

function headline(record: RunRecord, scores: Scores, step: number): RunRecord['headline'] {
  const now = {
    mono: scores.monolingual.map ?? undefined,
    cross: scores.crosslingual.map ?? undefined,
    multi: scores.multilingual.map ?? undefined,
    rankDistance: scores.languageBias.rankDistance.mean ?? undefined,
  };
  return { before: step === 0 ? now : (record.headline?.before ?? {}), now };
}
