import { decodeCheckpoint, encodeCheckpoint, type Checkpoint } from '../../io/storage/checkpoint';
import { configuration, historyEvent, type Configuration, type HistoryEvent } from '../../protocol';
import { setStage, type TokenizedCorpus } from '../stage';
import { train, type Pull } from '../train';

/** A run of seconds: three languages, two domains, one held out. */
export const small: Configuration = configuration.parse({
  schema: 'isoglot/configuration@1',
  languages: ['de', 'en', 'zh'],
  evaluationLanguages: ['de', 'en'],
  sourceDomains: ['history', 'food'],
  targetDomains: ['law'],
  batchSize: 4,
  steps: 6,
  learningRate: 1e-3,
  evaluateEvery: 4,
  seed: 7,
});

export interface RunOptions {
  answer?: (event: HistoryEvent) => Pull;
  from?: Checkpoint;
  firstSeq?: number;
  evaluatedAt?: number;
  keep?: (checkpoint: Checkpoint) => Promise<void>;
}

/** A whole run with what it said, kept and ended with. */
export async function runOf(tokenized: TokenizedCorpus, config: Configuration, options: RunOptions = {}) {
  const stage = setStage(tokenized, config, options.from);
  const events: HistoryEvent[] = [];
  const kept: Checkpoint[] = [];
  try {
    const run = train(stage, config, {
      resumeFrom: options.from,
      firstSeq: options.firstSeq,
      evaluatedAt: options.evaluatedAt,
      keep: async (checkpoint) => {
        kept.push(checkpoint);
        await options.keep?.(checkpoint);
      },
    });
    let pull: Pull | undefined;
    for (let turn = await run.next(pull); !turn.done; turn = await run.next(pull)) {
      pull = undefined;
      if (turn.value.type === 'progress') continue;
      events.push(historyEvent.parse(turn.value));
      pull = options.answer?.(turn.value);
    }
    return { events, kept, weights: await stage.exportWeights() };
  } finally {
    stage.encoder.dispose();
  }
}

export const typesOf = (events: HistoryEvent[]) =>
  events.map(({ type }) => type).filter((type) => type !== 'phase');
export const lossesOf = (events: HistoryEvent[]) =>
  events.flatMap((e) => (e.type === 'step' ? [e.loss] : []));

/** A checkpoint as it comes back from where it was kept. */
export const keptAndRead = (checkpoint: Checkpoint) =>
  decodeCheckpoint(encodeCheckpoint(checkpoint), 'checkpoint');
