import { IsoglotError } from '../core/errors';
import type { Tokens } from '../experiment/study/check';
import type { StudyRun } from '../experiment/study/plan';
import type { StudyPlace } from '../experiment/study/run';
import { measureTransfer } from '../experiment/study/transfer';
import type { TokenizedCorpus } from '../experiment/stage';
import type { BackendSummary } from '../protocol';
import { requireFit } from './checkpointFit';
import type { Past, RunFolder } from './runFolder';
import type { StudyFolder } from './studyFolder';
import { trainInFolder } from './trainInFolder';

interface Materials {
  folder: StudyFolder;
  tokens: Tokens;
  backend: BackendSummary;
  say: (line: string) => void;
}

/** A study's runs in its folder. */
export function studyPlace({ folder, tokens, backend, say }: Materials): StudyPlace {
  return {
    async isDone(run) {
      if (!(await folder.done(run))) return false;
      await folder.dropCheckpoint(run.id);
      return true;
    },

    async *runOne(run) {
      const own = folder.run(run.id);
      const { configuration } = run;
      const corpus = await tokens(configuration);
      const past = await pastOf(own, run, corpus, say);
      const history = yield* trainInFolder({
        folder: own,
        configuration,
        corpus,
        backend,
        past,
        async *afterwards(stage) {
          const measured = yield* measureTransfer(stage, corpus, configuration);
          if (measured) await folder.keepTransfer(run.id, measured);
        },
      });
      if (!history.some((event) => event.type === 'done')) return 'left';
      await folder.dropCheckpoint(run.id);
      return 'done';
    },
  };
}

/** What a run goes on from; a kill may have left what nothing can go on from: then it begins anew. */
async function pastOf(
  own: RunFolder,
  run: StudyRun,
  corpus: TokenizedCorpus,
  say: (line: string) => void,
): Promise<Past | null> {
  if (!(await own.hasCheckpoint())) return null;
  try {
    const past = await own.past();
    for (const warning of past.warnings) say(`${run.id}: ${warning}`);
    requireFit(past.checkpoint, corpus.material.files.definition, run.configuration, past.file);
    return past;
  } catch (error) {
    if (!(error instanceof IsoglotError)) throw error;
    say(`${run.id} begins anew, as its checkpoint can't be gone on from: ${error.message}`);
    return null;
  }
}
