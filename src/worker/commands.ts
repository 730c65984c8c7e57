import { expectedCounts } from '../core/batches/expectedCounts';
import { toProblem } from '../core/errors';
import { contextWarnings } from '../core/passageText';
import { startBackend } from '../engine/backend';
import { evaluate, postWarnings } from '../experiment/evaluate';
import { untrainedExposure } from '../experiment/exposure';
import { readKeptEncoder } from '../experiment/keptDownload';
import { readEncoderMaterial } from '../experiment/materials';
import { drain, progressOf } from '../experiment/progress';
import { openWeightStore } from '../io/storage/weightStore';
import { openKeptDownloads } from '../io/storage/opfsTree';
import { MEASUREMENT, type Command, type HistoryEvent, type Reply } from '../protocol';
import type { CommandContext } from './context';
import { dataOf, openFurther, openMaterial, openPart } from './data';
import { exportEncoder } from './exportEncoder';
import { exportTrec } from './exportTrec';
import { openSource } from './files';
import { estimateMemory } from './estimate';
import { inspect } from './inspect';
import type { Gate } from './gate';
import { previewBatches } from './preview';
import { runExperiment } from './runs';
import { trainingPairs } from '../experiment/trainingPairs';
import { loaded } from './session';
import { onStage } from './stage';
import { checkedStudy, driveStudy } from './study';

/** More threads than this gain nothing on matrices of this size, and each costs a worker. */
const MAX_THREADS = 8;

function startThread(): Worker {
  return new Worker(new URL('../engine/simd/thread.ts', import.meta.url), { type: 'module' });
}

/** Without cross-origin isolation there is no shared memory, so no threads. */
function threadsAtHand(): number {
  return self.crossOriginIsolated ? Math.min(MAX_THREADS, navigator.hardwareConcurrency) : 1;
}

type Handlers = {
  [T in Command['type']]: (command: Extract<Command, { type: T }>) => Promise<Reply<T>> | Reply<T>;
};

/** What each command does. All of it is experiment/, engine/ and io/: here they are only called. */
export function createHandlers(context: CommandContext): Handlers {
  const { session, outbox, post, wasmPaths } = context;
  const tell = (say: (gate: Gate) => void): null => {
    if (session.gate) say(session.gate);
    return null;
  };

  return {
    start: async ({ backend, base }) => {
      session.base = base;
      session.backend = await startBackend({
        requested: backend,
        wasmPaths,
        threads: { count: threadsAtHand(), start: startThread },
        onFatal: (problem) => post({ type: 'fatal', problem }),
      });
      return session.backend;
    },

    'open-encoder': async ({ source }) => {
      session.encoder =
        source.kind === 'kept'
          ? await readKeptEncoder(await openKeptDownloads(), source.key)
          : await readEncoderMaterial(
              await openSource(source, 'encoders', session.base, outbox, session.cancel.signal),
            );
      session.latest = null;
      return session.encoder.summary;
    },

    'open-data': async ({ source, format }) => {
      session.data = await openMaterial(context, source, format);
      session.latest = null;
      return session.data.summary;
    },

    'open-further': (command) => openFurther(context, command),

    preview: ({ configuration, step, count }) => previewBatches(session, configuration, step, count),

    estimate: ({ configuration }) => estimateMemory(context, configuration),

    expect: ({ configuration, batches }) => {
      const data = dataOf(session, configuration);
      return expectedCounts(trainingPairs({ data }, configuration), configuration, batches);
    },

    measure: async ({ configuration: asked }) => {
      loaded(session);
      const configuration = openPart(session, asked);
      const { signal } = session.cancel;
      try {
        await onStage(session, configuration, outbox, async (stage) => {
          const evaluation = await drain(evaluate(stage, configuration, signal), outbox.addProgress);
          session.latest = { runId: MEASUREMENT, evaluation, step: 0 };
          const { scores, intervals, geometry, queries, candidates, vocabulary, seconds } = evaluation;
          const messages = [
            ...contextWarnings(stage.data.corpus, configuration.passageText),
            ...postWarnings(stage, configuration),
          ];
          for (const [seq, message] of messages.entries())
            outbox.addHistory(MEASUREMENT, { seq, type: 'warning', message });
          const event: HistoryEvent = {
            seq: messages.length,
            type: 'evaluation',
            step: 0,
            scores,
            intervals,
            geometry,
            queries,
            candidates,
            vocabulary,
            exposure: await untrainedExposure(stage.data, configuration),
            seconds,
          };
          outbox.addHistory(MEASUREMENT, event);
        });
      } finally {
        outbox.settle('tokenize');
        outbox.settle('evaluate');
      }
      return null;
    },

    train: async (command) => {
      await runExperiment(context, command);
      return null;
    },

    'plan-study': ({ study }) => checkedStudy(context, study),
    'run-study': (command) => driveStudy(context, command),

    'export-encoder': async ({ runId, result }) => {
      outbox.addProgress(progressOf('export', 'Saving the encoder', 'files')(0, null));
      outbox.flush();
      try {
        return await exportEncoder(session, runId, result, await openWeightStore());
      } finally {
        outbox.settle('export');
      }
    },

    'export-trec': ({ runId, step, part }) => exportTrec(session, runId, step, part),

    pause: () => tell((gate) => gate.pause()),
    resume: () => tell((gate) => gate.resume()),
    step: () => tell((gate) => gate.step()),
    stop: () => tell((gate) => gate.stop()),

    cancel: () => {
      session.cancel.abort();
      session.cancel = new AbortController();
      return null;
    },

    inspect: ({ queryLanguage, passageLanguage, count }) =>
      inspect(session, queryLanguage, passageLanguage, count),
  };
}

/** Answers one command; whatever goes wrong becomes a refusal in plain words. */
export async function answer(
  handlers: Handlers,
  context: CommandContext,
  id: number,
  command: Command,
): Promise<void> {
  try {
    const handler = handlers[command.type] as (command: Command) => unknown;
    const value = await handler(command);
    context.outbox.flush();
    context.post({ type: 'reply', id, value });
  } catch (error) {
    context.outbox.flush();
    context.post({ type: 'refused', id, problem: toProblem(error) });
  }
}
