import { IsoglotError, toProblem } from '../core/errors';
import { memoryBudget } from '../engine/budget';
import { checkMemory } from '../experiment/stepMemory';
import { checkRun, train, type Pull } from '../experiment/train';
import { runLock } from '../io/storage/runLock';
import type { Command, Configuration, HistoryEvent, RunRecord } from '../protocol';
import type { CommandContext } from './context';
import { createGate, type Gate } from './gate';
import { browserStorage, createRecorder } from './recorder';
import { loaded, onStage, tokenized, type Session } from './session';

type TrainCommand = Extract<Command, { type: 'train' }>;

/**
 * Runs one experiment to its end, keeping it in storage as it goes. Only one at a time.
 * @throws IsoglotError with the cause of a failed run; what was trained until then stays stored.
 */
export async function runExperiment(context: CommandContext, command: TrainCommand): Promise<void> {
  const { session, outbox } = context;
  if (session.gate) {
    throw new IsoglotError({
      code: 'bad-configuration',
      what: 'A run is going on.',
      remedy: 'Stop it first.',
    });
  }
  // A configuration that does not fit the data is refused before there is a run to keep.
  const { data, encoder, backend } = loaded(session);
  checkRun(data, encoder.files.definition, command.configuration);
  const gate = createGate(command.paused);
  session.gate = gate;
  try {
    const corpus = await tokenized(session, command.configuration, outbox);
    checkMemory(corpus, command.configuration, memoryBudget(), backend.used === 'webgpu', command.resume);
    // The lock tells other tabs, and this one after a reload, whether a stored run still lives.
    await navigator.locks.request(runLock(command.runId), () => drive(context, command, gate));
  } finally {
    session.gate = null;
    outbox.settle('evaluate');
    outbox.settle('tokenize');
  }
}

async function drive(
  { session, outbox, post }: CommandContext,
  { runId, configuration, resume }: TrainCommand,
  gate: Gate,
): Promise<void> {
  const started = performance.now();
  const warn = (what: string) => post({ type: 'notice', problem: { code: 'storage', what } });
  const recorder = createRecorder(newRecord(session, runId, configuration), browserStorage(), warn);
  const take = async (event: HistoryEvent) => {
    outbox.addHistory(runId, event);
    await recorder.note(event, (performance.now() - started) / 1000);
  };
  // Outside: where what is stored cannot be read, nothing must be written over it.
  const checkpoint = resume ? await recorder.resume() : null;
  try {
    if (!checkpoint) await recorder.begin();
    await onStage(session, configuration, checkpoint ?? undefined, outbox, async (stage) => {
      const run = train(stage, configuration, {
        resumeFrom: checkpoint ?? undefined,
        evaluatedAt: checkpoint?.evaluatedAt,
        firstSeq: recorder.nextSeq(),
        keep: recorder.keep,
        onEvaluation: (evaluation, step) => (session.latest = { runId, evaluation, step }),
      });
      let step = checkpoint?.optimiser.step ?? 0;
      const passGate = (): Promise<Pull> =>
        gate.pass(() => {
          outbox.flush();
          post({ type: 'paused', runId, step });
          void recorder.save({ status: 'paused' });
        });
      let pull = await passGate();
      for (let turn = await run.next(pull); !turn.done; turn = await run.next(pull)) {
        const event = turn.value;
        if (event.type === 'progress') {
          outbox.addProgress(event);
          continue;
        }
        await take(event);
        if (event.type === 'evaluation') outbox.settle('evaluate');
        if (event.type === 'step') {
          step = event.step;
          pull = await passGate();
        }
      }
    });
  } catch (error) {
    await take({ seq: recorder.nextSeq(), type: 'error', problem: toProblem(error) }).catch(() => undefined);
    throw error;
  }
}

function newRecord(session: Session, id: string, configuration: Configuration): RunRecord {
  const { encoder, data, backend } = loaded(session);
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
    backend,
    isoglot: __ISOGLOT__,
    seconds: 0,
    headline: null,
    problem: null,
  };
}
