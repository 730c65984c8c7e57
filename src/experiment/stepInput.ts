import type { Batch } from '../core/batches/batch';
import { falseNegativeMask, maskOtherPositives } from '../core/batches/falseNegatives';
import { queryTexts } from '../core/batches/queryTexts';
import { selectTexts, tableOf } from '../core/selectTexts';
import { textCount } from '../core/tokens';
import { concatTokens } from '../engine/collate';
import { contrastiveInput, type StepInput } from '../engine/losses/terms';
import type { Configuration } from '../protocol';
import type { Adaptation, Contributions } from './adaptation/adaptation';
import type { HardNegatives } from './hardNegatives';
import type { TokenizedCorpus } from './stage';

/** A batch as the trainer takes it. */
export interface BatchInput {
  input: StepInput;
  /** Wants the embeddings of the rows that `input` says to read, after the step. */
  learn: Contributions['learn'];
}

/**
 * What a step encodes of a batch and what it is trained by: its pairs, queries first, then their passages and the hard
 * negatives, and behind them what the adaptation terms draw.
 * @param step updates made so far
 */
export function stepInput(
  { data, queries, passages }: Pick<TokenizedCorpus, 'data' | 'queries' | 'passages'>,
  configuration: Configuration,
  batch: Batch,
  negatives: Pick<HardNegatives, 'draw'>,
  adaptation: Adaptation,
  step: number,
): BatchInput {
  const { temperature, temperatureLearned, loss, lossWeight, margin, falseNegatives, steps } = configuration;
  const { pairs } = batch;
  const hard = negatives.draw(batch);
  const mask = falseNegativeMask(data.corpus, batch, falseNegatives, hard);
  const own = contrastiveInput(
    queryTexts(queries, batch),
    selectTexts(passages, [...pairs.map(({ passage }) => passage), ...hard]),
    {
      temperature: temperatureLearned ? 'learned' : temperature,
      direction: loss === 'symmetric' ? 'symmetric' : 'one-way',
      margin,
    },
    loss === 'triplet' ? maskOtherPositives(mask, pairs.length) : mask,
  );
  const scene = {
    batch,
    queries: { first: 0, count: pairs.length },
    passages: { first: pairs.length, count: pairs.length },
    step,
    progress: step / steps,
  };
  const { texts, terms, read, learn } = adaptation.contribute(scene, textCount(own.texts));
  const ofPairs = own.terms.map((term) => ({ ...term, weight: lossWeight }));
  const input = { texts: concatTokens(own.texts, tableOf(texts)), terms: [...ofPairs, ...terms], read };
  return { input, learn };
}
