import { isRunDone, studyRunId } from '../../io/storage/studyStore';
import type { RunRecord } from '../../protocol';
import type { Queue, QueuedRun, StudyState } from '../../state/study';

export type RowState = 'waiting' | 'running' | 'kept' | 'done' | 'failed';

/** A run of the queue with what has come of it. */
export interface Row {
  run: QueuedRun;
  state: RowState;
  /** In words, with how far it is. */
  words: string;
  figures: NonNullable<RunRecord['headline']>['now'] | null;
}

/** The queue with what is stored of each run, and what is going on. */
export function rowsOf(
  queue: Queue,
  records: readonly RunRecord[],
  { current, reasons, status }: Pick<StudyState, 'current' | 'reasons' | 'status'>,
): Row[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  return queue.runs.map((run) => {
    const record = byId.get(studyRunId(queue.key, run.id));
    const figures = (record && isRunDone(record) && record.headline?.now) || null;
    return { run, figures, ...stateOf(run.id, record, { current, reasons, status }) };
  });
}

function stateOf(
  id: string,
  record: RunRecord | undefined,
  { current, reasons, status }: Pick<StudyState, 'current' | 'reasons' | 'status'>,
): Pick<Row, 'state' | 'words'> {
  if (current?.id === id) {
    const step = `step ${current.step}${record ? `/${record.configuration.steps}` : ''}`;
    const words = status === 'paused' ? `paused, ${step}` : current.phase || step;
    return { state: 'running', words };
  }
  if (record && isRunDone(record)) return { state: 'done', words: 'done' };
  if (reasons[id]) return { state: 'failed', words: reasons[id] };
  if (!record) return { state: 'waiting', words: 'waiting' };
  const { step, configuration, problem } = record;
  const far = `step ${step}/${configuration.steps}`;
  if (record.status === 'failed') return { state: 'failed', words: problem?.what ?? 'It failed.' };
  if (record.status === 'running' && status === 'elsewhere') return { state: 'running', words: far };
  return { state: 'kept', words: `kept at ${far}` };
}

/** Seconds that the runs which are not done will take; null where one of them was not measured. */
export function secondsOf(rows: readonly Row[]): number | null {
  return rows
    .filter(({ state }) => state !== 'done')
    .reduce<number | null>(
      (sum, { run }) => (sum === null || run.seconds === null ? null : sum + run.seconds),
      0,
    );
}
