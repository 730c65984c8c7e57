import type { RankRequest } from './rankTable';

/** Queries between two pauses. */
const PAUSE_EVERY = 32;

/**
 * The contrastive loss of finished embeddings over a whole pool: for every query and each of its relevant passages
 * (in whatever language) the cross entropy of softmax(cosine / temperature) over that passage and all irrelevant
 * ones, averaged over all of these pairs. It is the training loss (van den Oord et al. 2018) with every candidate as a
 * negative, so it depends neither on batches nor on the strategy, and figures of one pool can be compared over steps.
 * A generator that pauses now and then; memory: one row of scores.
 *
 * @param queries rows x dimensions, unit vectors, row r for row r of the request
 * @param passages candidates x dimensions, unit vectors
 */
export function* validationLoss(
  queries: Float32Array,
  passages: Float32Array,
  { offsets, relevant, candidatePassage }: Pick<RankRequest, 'offsets' | 'relevant' | 'candidatePassage'>,
  temperature: number,
): Generator<void, number> {
  const candidates = candidatePassage.length;
  const dimensions = passages.length / candidates;
  const rows = offsets.length - 1;
  const logits = new Float64Array(candidates);
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    for (let candidate = 0; candidate < candidates; candidate++) {
      let cosine = 0;
      for (let d = 0; d < dimensions; d++)
        cosine += queries[row * dimensions + d]! * passages[candidate * dimensions + d]!;
      logits[candidate] = cosine / temperature;
    }
    const own = relevant.subarray(offsets[row], offsets[row + 1]);
    const positives = Array.from(own, (candidate) => logits[candidate]!);
    for (const candidate of own) logits[candidate] = -Infinity;
    const highest = logits.reduce((a, b) => Math.max(a, b), Math.max(...positives));
    const negatives = logits.reduce((total, logit) => total + Math.exp(logit - highest), 0);
    for (const positive of positives)
      sum += Math.log(Math.exp(positive - highest) + negatives) - (positive - highest);
    if (row % PAUSE_EVERY === PAUSE_EVERY - 1) yield;
  }
  return sum / relevant.length;
}
