import { beforeAll, describe, expect, it } from 'vitest';
import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../io/storage/checkpoint';
import { adaptationTerm } from '../protocol/adaptation';
import { configuration, type Configuration, type HistoryEvent } from '../protocol';
import { setStage, type TokenizedCorpus } from './stage';
import { startTestBackend, tokenizedMaterials } from './testing/smallStage';
import { train, type TrainEvent } from './train';

const small: Configuration = configuration.parse({
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

const MODIR = adaptationTerm.parse({ kind: 'modir', texts: 4, queue: 16 });

let tokenized: TokenizedCorpus;
beforeAll(async () => {
  await startTestBackend('wasm');
  tokenized = await tokenizedMaterials();
});

/** What lies in storage: the newest checkpoint as bytes, and the history. */
interface Stored {
  checkpoint: Uint8Array | null;
  history: HistoryEvent[];
}

/** Goes on with what is stored, until the process ends as `ends` says; `leave` is Ctrl-C, which is answered to a step. */
async function goOn(
  stored: Stored,
  config: Configuration,
  ends: (event: TrainEvent) => 'go' | 'leave' | 'killed',
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
const toTheEnd = (config: Configuration, from = begun) => goOn(from, config, () => 'go');

/** All that a history tells but times, and where it was broken off. */
const told = (history: HistoryEvent[]) =>
  history
    .filter(({ type }) => type === 'step' || type === 'evaluation' || type === 'done')
    .map((event) => ({ ...event, seq: 0, seconds: 0 }));

const isStep = (event: TrainEvent, step: number) => event.type === 'step' && event.step === step;

describe('a run that is broken off', () => {
  it.each<
    [when: string, patch: Partial<Configuration>, ends: ((event: TrainEvent) => 'go' | 'leave' | 'killed')[]]
  >([
    [
      'by Ctrl-C after a step, learning a temperature',
      { temperatureLearned: true, margin: 0.1 },
      [(e) => (isStep(e, 3) ? 'leave' : 'go')],
    ],
    [
      'by Ctrl-C, with several batches a step, hard negatives and what MoDIR has learnt',
      { accumulate: 2, alphaSchedule: 'linear', hardNegatives: 1, hardNegativeEvery: 3, adaptation: [MODIR] },
      [(e) => (isStep(e, 2) ? 'leave' : 'go'), (e) => (isStep(e, 5) ? 'leave' : 'go')],
    ],
    ['by Ctrl-C where an evaluation is due', {}, [(e) => (isStep(e, 4) ? 'leave' : 'go')]],
    ['by Ctrl-C after the last step', {}, [(e) => (isStep(e, 7) ? 'leave' : 'go')]],
    [
      'within an evaluation, then again, then between its last evaluation and its end',
      { vocabulary: 'corpus' },
      [
        killedAt((e, past) => e.type === 'progress' && past.some((p) => isStep(p, 4))),
        killedAt((e, past) => e.type === 'evaluation' && past.some((p) => isStep(p, 6))),
        killedAt((e) => e.type === 'checkpoint' && e.step === 7),
      ],
    ],
    [
      'with adapters and early stopping, when the end is decided',
      { loraRank: 2, patience: 1, learningRate: 0.5, steps: 30, evaluationSample: 0 },
      [
        killedAt(
          (e, past) => e.type === 'phase' && past.some((p) => p.type === 'evaluation' && p.step === 2),
        ),
      ],
    ],
  ])('%s goes on to the same end, bit for bit', async (_, patch, ends) => {
    const config = { ...small, ...patch };
    const whole = await toTheEnd(config);
    let stored: Stored = begun;
    for (const end of ends) {
      stored = await goOn(stored, config, end);
      expect(stored.history.at(-1)!.type).not.toBe('done');
    }
    const rest = await toTheEnd(config, stored);
    expect(told(rest.history)).toEqual(told(whole.history));
    expect(rest.history.map(({ seq }) => seq)).toEqual(rest.history.map((_, index) => index));
    // Weights, moments, pieces, the best until then: all that is kept.
    expect(Buffer.compare(rest.checkpoint!, whole.checkpoint!)).toBe(0);
    for (const [name, { data }] of whole.weights!) expect(rest.weights!.get(name)!.data, name).toEqual(data);
    expect(rest.heard).toBeGreaterThan(0);
  });
});

/** @param when sees an event and those before it of the same process */
function killedAt(when: (event: TrainEvent, past: readonly TrainEvent[]) => boolean) {
  const past: TrainEvent[] = [];
  return (event: TrainEvent): 'go' | 'killed' => {
    const killed = when(event, past);
    past.push(event);
    return killed ? 'killed' : 'go';
  };
}
