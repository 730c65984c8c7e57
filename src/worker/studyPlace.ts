import { IsoglotError, toProblem } from '../core/errors';
import type { Tokens } from '../experiment/study/check';
import type { StudyRun } from '../experiment/study/plan';
import type { StudyPlace } from '../experiment/study/run';
import { measureTransfer } from '../experiment/study/transfer';
import { dropCheckpoints, keepEncoder } from '../io/storage/checkpointFiles';
import { runLock } from '../io/storage/runLock';
import { openRunStore } from '../io/storage/runStore';
import { studyRunId } from '../io/storage/studyStore';
import { openWeightStore, runPrefix } from '../io/storage/weightStore';
import type { RunRecord } from '../protocol';
import type { CommandContext } from './context';
import { doneRun } from './doneRun';
import { openRecord, recordedRun, type Afterwards } from './recordedRun';

/** Asks for room to keep a run's result in. False: it was asked to stop instead. */
export type UntilRoom = (id: string, reason: string) => Promise<boolean>;

interface PlaceOptions {
  untilRoom: UntilRoom;
  /** Keeps the encoder that each run trains. */
  keepEncoders: boolean;
}

/**
 * A study's runs in the browser's storage, among all other runs.
 * @throws IsoglotError `storage` where the browser keeps nothing
 */
export async function studyPlace(
  context: CommandContext,
  key: string,
  tokens: Tokens,
  { untilRoom, keepEncoders }: PlaceOptions,
): Promise<StudyPlace> {
  const [runs, weights] = await Promise.all([openRunStore(), openWeightStore()]);
  /** A checkpoint takes three times the room of the encoder, and a run that is done never needs it again. */
  async function tidy({ id, name, step }: RunRecord): Promise<void> {
    if (!keepEncoders) return dropCheckpoints(weights, runPrefix(id));
    const warn = (why: string) =>
      context.post({
        type: 'notice',
        problem: { code: 'storage', what: `The encoder of ${name} is not kept: ${why}` },
      });
    try {
      if (!(await keepEncoder(weights, runPrefix(id), step))) warn('its last step could not be saved.');
    } catch (error) {
      warn(toProblem(error).what);
      await dropCheckpoints(weights, runPrefix(id));
    }
  }

  return {
    async isDone(run) {
      const record = await doneRun(runs, key, run);
      // The worker died between the end of the run and of its checkpoint.
      if (record && record.checkpointStep !== null) {
        await tidy(record);
        await runs.put({ ...record, checkpointStep: null });
      }
      return record !== null;
    },

    async *runOne(run) {
      const { configuration } = run;
      const runId = studyRunId(key, run.id);
      const corpus = await tokens(configuration);
      const release = await holdLock(runLock(runId));
      try {
        const record = await opened(context, runId, run, key);
        const { recorder } = record;
        const afterwards: Afterwards = async function* (stage) {
          const transfer = yield* measureTransfer(stage, corpus, configuration);
          if (transfer) await recorder.save({ transfer });
        };
        const isOver = yield* recordedRun(context, record, afterwards);
        if (!isOver) {
          await recorder.save({ status: 'interrupted' });
          return 'left';
        }
        let done = await doneRun(runs, key, run);
        for (; !done; done = await doneRun(runs, key, run)) {
          if (!(await untilRoom(run.id, UNKEPT))) throw notKept(configuration.name);
          await recorder.save({});
        }
        await tidy(done);
        await recorder.save({ checkpointStep: null });
        return 'done';
      } finally {
        release();
      }
    },
  };
}

/** The run as it is stored; where its checkpoint is damaged it begins anew. */
async function opened(context: CommandContext, runId: string, { configuration }: StudyRun, study: string) {
  const asked = { runId, configuration, study };
  try {
    return await openRecord(context, { ...asked, resume: true });
  } catch (error) {
    if (!(error instanceof IsoglotError) || !error.code.startsWith('bad-')) throw error;
    const what = `${configuration.name} begins anew, as its checkpoint can't be gone on from: ${error.message}`;
    context.post({ type: 'notice', problem: { code: 'storage', what } });
    return openRecord(context, { ...asked, resume: false });
  }
}

const UNKEPT = 'Its result can’t be kept: the browser’s storage for this page is full or refused.';

function notKept(name: string): IsoglotError {
  return new IsoglotError({
    code: 'storage',
    what: `The result of ${name} could not be kept, and the study was stopped before there was room for it.`,
    remedy: 'Make room under Storage and go on: every run that is done is kept.',
  });
}

/** Holds a Web Lock until what is returned is called. */
function holdLock(name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    navigator.locks.request(name, () => new Promise<void>((release) => resolve(release))).catch(reject);
  });
}
