import { IsoglotError } from '../core/errors';
import { memoryBudget } from '../engine/budget';
import { checkMemory } from '../experiment/stepMemory';
import { checkRun, type Pull } from '../experiment/train';
import { runLock } from '../io/storage/runLock';
import type { Command } from '../protocol';
import type { CommandContext } from './context';
import { createGate, type Gate } from './gate';
import { dataOf } from './data';
import { openRecord, recordedRun } from './recordedRun';
import { loaded, type Session } from './session';
import { tokenized } from './stage';

type TrainCommand = Extract<Command, { type: 'train' }>;

/**
 * Runs one experiment to its end, keeping it in storage as it goes. Only one at a time.
 * @throws IsoglotError with the cause of a failed run; what was trained until then stays stored.
 */
export async function runExperiment(context: CommandContext, command: TrainCommand): Promise<void> {
  const { session, outbox } = context;
  await alone(session, createGate(command.paused), async (gate) => {
    // A configuration that does not fit the data is refused before there is a run to keep.
    const { encoder, backend } = loaded(session);
    checkRun(dataOf(session, command.configuration), encoder.files.definition, command.configuration);
    try {
      const corpus = await tokenized(session, command.configuration, outbox);
      checkMemory(corpus, command.configuration, memoryBudget(), backend.used === 'webgpu', command.resume);
      // The lock tells other tabs, and this one after a reload, whether a stored run still lives.
      await navigator.locks.request(runLock(command.runId), () => drive(context, command, gate));
    } finally {
      outbox.settle('evaluate');
      outbox.settle('tokenize');
    }
  });
}

/** Work that nothing else may go beside. @throws IsoglotError while such work goes on. */
export async function alone<T>(session: Session, gate: Gate, work: (gate: Gate) => Promise<T>): Promise<T> {
  if (session.gate) {
    throw new IsoglotError({
      code: 'bad-configuration',
      what: 'A run is going on.',
      remedy: 'Stop it first.',
    });
  }
  session.gate = gate;
  try {
    return await work(gate);
  } finally {
    session.gate = null;
  }
}

async function drive(context: CommandContext, command: TrainCommand, gate: Gate): Promise<void> {
  const { outbox, post } = context;
  const { runId } = command;
  const record = await openRecord(context, command);
  let step = record.checkpoint?.optimiser.step ?? 0;
  const passGate = (): Promise<Pull> =>
    gate.pass(() => {
      outbox.flush();
      post({ type: 'paused', runId, step });
      void record.recorder.save({ status: 'paused' });
    });
  await passGate();
  const run = recordedRun(context, record);
  let pull: Pull = 'go';
  for (let turn = await run.next(); !turn.done; turn = await run.next(pull)) {
    if (turn.value.type !== 'step') continue;
    step = turn.value.step;
    pull = await passGate();
  }
}
