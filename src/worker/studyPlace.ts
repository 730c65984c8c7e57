import { IsoglotError } from '../core/errors';
import type { Tokens } from '../experiment/study/check';
import type { StudyRun } from '../experiment/study/plan';
import type { StudyPlace } from '../experiment/study/run';
import { measureTransfer } from '../experiment/study/transfer';
import { dropCheckpoints } from '../io/storage/checkpointFiles';
import { runLock } from '../io/storage/runLock';
import { openRunStore } from '../io/storage/runStore';
import { isRunDone, studyRunId } from '../io/storage/studyStore';
import { openWeightStore, runPrefix } from '../io/storage/weightStore';
import type { CommandContext } from './context';
import { openRecord, recordedRun, type Afterwards } from './recordedRun';

/** A study's runs in the browser's storage, among all other runs. */
export function studyPlace(context: CommandContext, key: string, tokens: Tokens): StudyPlace {
  const runs = openRunStore();
  // Whoever only asks for what is done meets a storage that fails there.
  runs.catch(() => undefined);
  const isDone = async ({ id }: StudyRun) => {
    const record = await (await runs).get(studyRunId(key, id));
    return record !== null && isRunDone(record);
  };

  return {
    isDone,
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
        if (!(await isDone(run))) throw notKept(configuration.name);
        // A checkpoint takes three times the room of the encoder, and a run that is done never needs it again.
        await dropCheckpoints(await openWeightStore(), runPrefix(runId));
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

function notKept(name: string): IsoglotError {
  return new IsoglotError({
    code: 'storage',
    what: `The result of ${name} could not be kept, so that the study stops here.`,
    remedy: 'Make room under Storage and go on: every run that is done is kept.',
  });
}

/** Holds a Web Lock until what is returned is called. */
function holdLock(name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    navigator.locks.request(name, () => new Promise<void>((release) => resolve(release))).catch(reject);
  });
}
