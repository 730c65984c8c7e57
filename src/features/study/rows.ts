import { expectedSeconds } from '../../core/study/expectedSeconds';
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
  /** Seconds until it is done, from what runs like it took or else from the check; null while unknown. */
  secondsLeft: number | null;
}

/** The queue with what is stored of each run, and what is going on. */
export function rowsOf(
  queue: Queue,
  records: readonly RunRecord[],
  { current, reasons, status }: Pick<StudyState, 'current' | 'reasons' | 'status'>,
): Row[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  const found = queue.runs.map((run) => ({ run, record: byId.get(studyRunId(queue.key, run.id)) }));
  const expected = expectedSeconds(
    found.map(({ run: { strategy, adaptation, seconds: planned }, record }) => ({
      ...{ strategy, adaptation, planned, taken: record && isRunDone(record) ? record.seconds : null },
    })),
  );
  return found.map(({ run, record }, at) => {
    const own = stateOf(run.id, record, { current, reasons, status });
    const figures = (own.state === 'done' && record?.headline?.now) || null;
    const step = current?.id === run.id ? current.step : (record?.step ?? 0);
    const isOver = own.state === 'done' || (own.state === 'failed' && status !== 'idle');
    const share = isOver ? 1 : record ? Math.min(1, step / record.configuration.steps) : 0;
    const seconds = expected[at] ?? null;
    return { run, ...own, figures, secondsLeft: seconds === null ? null : seconds * (1 - share) };
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

/** Seconds until all are done; null while unknown. */
export function secondsOf(rows: readonly Row[]): number | null {
  const left = rows.map(({ secondsLeft }) => secondsLeft);
  return left.includes(null) ? null : left.reduce<number>((sum, seconds) => sum + seconds!, 0);
}
