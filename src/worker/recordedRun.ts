import { toProblem } from '../core/errors';
import { setStage, type Stage } from '../experiment/stage';
import { train, type Pull, type TrainEvent } from '../experiment/train';
import type { Configuration, HistoryEvent, ProgressEvent, RunRecord } from '../protocol';
import type { CommandContext } from './context';
import { dataOf } from './data';
import { browserStorage, createRecorder } from './recorder';
import { loaded, type Session } from './session';
import { tokenized } from './stage';

interface RunToRecord {
  runId: string;
  configuration: Configuration;
  /** Goes on from what is stored of it, if there is a checkpoint. */
  resume: boolean;
  /** Key of the study that it is a run of. */
  study?: string;
}

/**
 * Makes the record of a run, or opens that which is stored.
 * @throws IsoglotError if what is stored cannot be read: nothing has been written over it then.
 */
export async function openRecord(
  { session, post }: CommandContext,
  { runId, configuration, resume, study }: RunToRecord,
) {
  const warn = (what: string) => post({ type: 'notice', problem: { code: 'storage', what } });
  const fresh = { ...newRecord(session, runId, configuration), ...(study !== undefined && { study }) };
  const recorder = createRecorder(fresh, browserStorage(), warn);
  const checkpoint = resume ? await recorder.resume() : null;
  if (!checkpoint) await recorder.begin();
  return { runId, configuration, recorder, checkpoint };
}
export type OpenRecord = Awaited<ReturnType<typeof openRecord>>;

/** Work on the trained encoder that belongs to the run. */
export type Afterwards = (stage: Stage) => AsyncGenerator<ProgressEvent, void>;

/**
 * One training run that is kept in the browser's storage as it goes and told to the page. Moves when pulled, as `train`
 * does.
 * @returns whether it came to its end: it was not left
 * @throws IsoglotError as `train`, noted in the history
 */
export async function* recordedRun(
  { session, outbox }: CommandContext,
  { runId, configuration, recorder, checkpoint }: OpenRecord,
  afterwards?: Afterwards,
): AsyncGenerator<TrainEvent, boolean, Pull | undefined> {
  let isOver = false;
  /** Seconds of work: those for which it was paused are none. */
  let worked = recorder.seconds();
  const timed = async <T>(work: () => Promise<T>): Promise<T> => {
    const began = performance.now();
    const done = await work();
    worked += (performance.now() - began) / 1000;
    return done;
  };
  /** Work whose progress has been told and that isn't known to be over. */
  const underWay = new Set<string>();
  const settle = () => {
    for (const task of underWay) outbox.settle(task);
    underWay.clear();
  };
  const take = async (event: HistoryEvent) => {
    outbox.addHistory(runId, event);
    await recorder.note(event, worked);
  };
  try {
    const corpus = await tokenized(session, configuration, outbox);
    const stage = setStage(corpus, configuration, checkpoint ?? undefined);
    try {
      const run = train(stage, configuration, {
        resumeFrom: checkpoint ?? undefined,
        evaluatedAt: checkpoint?.evaluatedAt,
        firstSeq: recorder.nextSeq(),
        keep: recorder.keep,
        onEvaluation: (evaluation, step) => (session.latest = { runId, evaluation, step }),
      });
      for (let turn = await timed(() => run.next()); !turn.done;) {
        const event = turn.value;
        if (event.type === 'progress') {
          underWay.add(event.task);
          outbox.addProgress(event);
        } else {
          await take(event);
          settle();
        }
        if (event.type === 'done') isOver = true;
        const pull = yield event;
        turn = await timed(() => run.next(pull));
      }
      if (isOver && afterwards) {
        const began = performance.now();
        yield* told(afterwards(stage), outbox);
        await recorder.save({ seconds: worked + (performance.now() - began) / 1000 });
      }
    } finally {
      settle();
      stage.encoder.dispose();
    }
    return isOver;
  } catch (error) {
    await take({ seq: recorder.nextSeq(), type: 'error', problem: toProblem(error) }).catch(() => undefined);
    throw error;
  }
}

async function* told(
  work: AsyncGenerator<ProgressEvent, void>,
  outbox: CommandContext['outbox'],
): AsyncGenerator<ProgressEvent, void> {
  for await (const event of work) {
    outbox.addProgress(event);
    yield event;
  }
  outbox.settle('evaluate');
}

function newRecord(session: Session, id: string, configuration: Configuration): RunRecord {
  const { encoder, backend } = loaded(session);
  const data = dataOf(session, configuration);
  const now = new Date().toISOString();
  return {
    schema: 'isoglot/run@1',
    id,
    name: configuration.name,
    started: now,
    updated: now,
    status: 'running',
    step: 0,
    checkpointStep: null,
    configuration,
    encoder: encoder.summary,
    data: data.summary,
    moreData: data.more,
    backend,
    isoglot: __ISOGLOT__,
    seconds: 0,
    headline: null,
    problem: null,
  };
}
