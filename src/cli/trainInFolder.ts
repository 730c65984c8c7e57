import { IsoglotError, toProblem } from '../core/errors';
import { withFurtherMetrics } from '../core/metrics/furtherPerQuery';
import { scorePerQuery } from '../core/metrics/perQuery';
import type { RankTable } from '../core/rankTable';
import { setStage, type Stage, type TokenizedCorpus } from '../experiment/stage';
import { train, type Pull, type TrainEvent } from '../experiment/train';
import { resultOfRun } from '../io/export/result';
import type { BackendSummary, Configuration, HistoryEvent, ProgressEvent } from '../protocol';
import { originOf } from './origin';
import type { Past, RunFolder } from './runFolder';

/** What a run on disk is made of. */
export interface FolderRun {
  folder: RunFolder;
  configuration: Configuration;
  corpus: TokenizedCorpus;
  backend: BackendSummary;
  /** What it goes on from; null: it begins. */
  past: Past | null;
  /** Work on the trained encoder that belongs to the run: done before the result is written, which says that all is. */
  afterwards?: (stage: Stage) => AsyncGenerator<ProgressEvent, void>;
}

/**
 * One training run that keeps everything in its folder as it goes. Moves when pulled, as `train` does.
 * @returns the whole history; it ends with `done` unless the run was left.
 * @throws IsoglotError as `train`, noted in the history and with where the rest is kept.
 */
export async function* trainInFolder({
  folder,
  configuration,
  corpus,
  backend,
  past,
  afterwards,
}: FolderRun): AsyncGenerator<TrainEvent, HistoryEvent[], Pull | undefined> {
  const history = [...(past?.history ?? [])];
  const origin = originOf({
    encoder: corpus.material.summary,
    data: corpus.data.summary,
    moreData: corpus.data.more,
  });
  if (past) await folder.requireSame(origin);
  // First: it refuses a checkpoint of other data, and nothing of the run must have been written over then.
  const stage = setStage(corpus, configuration, past?.checkpoint);
  try {
    await folder.begin(configuration, history, origin);
    const started = new Date();
    let ranked: RankTable | undefined;
    const run = train(stage, configuration, {
      resumeFrom: past?.checkpoint,
      evaluatedAt: history.findLast((event) => event.type === 'evaluation')?.step,
      firstSeq: history.length,
      keep: (next) => folder.keep(next),
      onEvaluation: ({ table }) => (ranked = table),
    });
    try {
      for (let turn = await run.next(); !turn.done;) {
        const event = turn.value;
        if (event.type !== 'progress') {
          history.push(event);
          await folder.note(event);
        }
        turn = await run.next(yield event);
      }
    } catch (error) {
      if (error instanceof IsoglotError) {
        const problem = toProblem(error);
        // A disk that is full takes no note of it either: the first fault is the one to tell.
        await folder.note({ type: 'error', seq: history.length, problem }).catch(() => undefined);
      }
      throw located(error, folder.path);
    }
    if (!history.some((event) => event.type === 'done')) return history;
    if (afterwards) yield* afterwards(stage);
    const { material, data } = corpus;
    const perQuery = ranked && withFurtherMetrics(scorePerQuery(ranked, data.corpus.queries), ranked);
    const facts = {
      isoglot: __ISOGLOT__,
      configuration,
      encoder: material.summary,
      data: data.summary,
      moreData: data.more,
      backend,
      started: started.toISOString(),
      perQuery,
    };
    await folder.finish(resultOfRun(facts, history), material.files, await stage.exportWeights());
    return history;
  } finally {
    stage.encoder.dispose();
  }
}

/** What was trained until a failure lies in the folder: say so. */
function located(error: unknown, path: string): unknown {
  if (!(error instanceof IsoglotError)) return error;
  const kept = `What was done until then is kept in ${path}.`;
  return new IsoglotError({
    ...error,
    code: error.code,
    what: error.what,
    remedy: `${error.remedy ?? ''} ${kept}`.trim(),
  });
}
