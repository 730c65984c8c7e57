import type { Batch } from './batch';
import type { Corpus } from '../corpus';

export const FALSE_NEGATIVE_POLICIES = ['masked', 'kept', 'apart'] as const;
/**
 * `masked`: a passage relevant to the query, in whatever language, is never its negative; `kept`: it is one; `apart`: no
 * batch holds such a pair of pairs in the first place.
 */
export type FalseNegativePolicy = (typeof FALSE_NEGATIVE_POLICIES)[number];

/**
 * Which in-batch negatives the loss leaves out: B x B, row-major, 1 at (i, j) where passage j of another pair is
 * relevant to query i, in whatever language; the diagonal is 0. Column j read downwards says the same of passage j
 * and the queries, so the symmetric loss takes the same matrix for both directions. All zeros if `kept`.
 */
export function falseNegativeMask(corpus: Corpus, batch: Batch, policy: FalseNegativePolicy): Uint8Array {
  const size = batch.pairs.length;
  const mask = new Uint8Array(size * size);
  if (policy === 'kept') return mask;
  for (const [i, { query }] of batch.pairs.entries()) {
    const relevant = new Set(corpus.relevant[query]);
    for (const [j, { passage }] of batch.pairs.entries()) {
      if (i !== j && relevant.has(passage)) mask[i * size + j] = 1;
    }
  }
  return mask;
}
