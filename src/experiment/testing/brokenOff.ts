import { expect } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../../io/storage/checkpoint';
import { configuration, type Configuration, type HistoryEvent } from '../../protocol';
import { setStage, type TokenizedCorpus } from '../stage';
import { train, type TrainEvent } from '../train';

/** A run of seconds in which all is random that can be. */
export const brokenOff: Configuration = configuration.parse({
  schema: 'isoglot/configuration@1',
  languages: ['de', 'en', 'zh'],
  evaluationLanguages: ['de', 'en'],
  sourceDomains: ['history', 'food'],
  targetDomains: ['law'],
  strategy: 'hybrid',
  batchSize: 4,
  steps: 7,
  learningRate: 0.02,
  schedule: 'cosine',
  dropout: 0.2,
  chunkTexts: 5,
  evaluateEvery: 2,
  evaluationSample: 6,
  validation: 0.2,
  selectBy: 'loss',
  seed: 5,
});

/** How a process ends: `leave` is Ctrl-C, which is answered to a step. */
export type End = (event: TrainEvent) => 'go' | 'leave' | 'killed';

/** What lies in storage: the newest checkpoint as bytes, and the history. */
interface Stored {
  checkpoint: Uint8Array | null;
  history: HistoryEvent[];
}

/** Goes on with what is stored, until the process ends as `ends` says. */
async function goOn(
  tokenized: TokenizedCorpus,
  stored: Stored,
  config: Configuration,
  ends: End,
): Promise<Stored & { weights: Map<string, { data: Float32Array }> | null; heard: number }> {
  const from: Checkpoint | undefined = stored.checkpoint
    ? decodeCheckpoint(stored.checkpoint, 'checkpoint')
    : undefined;
  const noted = stored.history.findLastIndex(
    (event) => event.type === 'checkpoint' && event.step === from?.optimiser.step,
  );
  const history = stored.history.slice(0, noted + 1);
  let { checkpoint } = stored;
  let heard = 0;
  const stage = setStage(tokenized, config, from);
  try {
    const run = train(stage, config, {
      resumeFrom: from,
      evaluatedAt: history.findLast((event) => event.type === 'evaluation')?.step,
      firstSeq: history.length,
      keep: async (next) => void (checkpoint = encodeCheckpoint(next)),
      onEvaluation: () => heard++,
    });
    for (let turn = await run.next(); !turn.done;) {
      if (turn.value.type !== 'progress') history.push(turn.value);
      const end = ends(turn.value);
      if (end === 'killed') {
        await run.return();
        return { checkpoint, history, weights: null, heard };
      }
      turn = await run.next(end);
    }
    return { checkpoint, history, weights: await stage.exportWeights(), heard };
  } finally {
    stage.encoder.dispose();
  }
}

const begun: Stored = { checkpoint: null, history: [] };

/** All that a history tells but times, and where it was broken off. */
const told = (history: HistoryEvent[]) =>
  history
    .filter(({ type }) => type === 'step' || type === 'evaluation' || type === 'done')
    .map((event) => ({ ...event, seq: 0, seconds: 0 }));

export const isStep = (event: TrainEvent, step: number) => event.type === 'step' && event.step === step;

/**
 * Breaks a run off as each of `ends` says, one after the other, and holds what it comes to in the end against the run that
 * was left alone: all that its history tells, and to the last bit all that is kept.
 */
export async function expectSameEnd(
  tokenized: TokenizedCorpus,
  config: Configuration,
  ends: readonly End[],
): Promise<void> {
  const whole = await goOn(tokenized, begun, config, () => 'go');
  let stored: Stored = begun;
  for (const end of ends) {
    stored = await goOn(tokenized, stored, config, end);
    expect(stored.history.at(-1)!.type).not.toBe('done');
  }
  const rest = await goOn(tokenized, stored, config, () => 'go');
  expect(told(rest.history)).toEqual(told(whole.history));
  expect(rest.history.map(({ seq }) => seq)).toEqual(rest.history.map((_, index) => index));
  // Weights, moments, pieces, the best until then: all that is kept.
  expect(Buffer.compare(rest.checkpoint!, whole.checkpoint!)).toBe(0);
  for (const [name, { data }] of whole.weights!) expect(rest.weights!.get(name)!.data, name).toEqual(data);
  expect(rest.heard).toBeGreaterThan(0);
}

/** @param when sees an event and those before it of the same process */
export function killedAt(when: (event: TrainEvent, past: readonly TrainEvent[]) => boolean): End {
  const past: TrainEvent[] = [];
  return (event) => {
    const killed = when(event, past);
    past.push(event);
    return killed ? 'killed' : 'go';
  };
}
