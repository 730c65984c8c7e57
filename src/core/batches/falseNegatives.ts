import type { Batch } from './batch';
import type { Corpus } from '../corpus';

export const FALSE_NEGATIVE_POLICIES = ['masked', 'kept', 'apart'] as const;
/**
 * `masked`: a passage relevant to the query, in whatever language, is never its negative; `kept`: it is one; `apart`: no
 * batch holds such a pair of pairs in the first place.
 */
export type FalseNegativePolicy = (typeof FALSE_NEGATIVE_POLICIES)[number];

/**
 * Which negatives the loss leaves out: queries x passages, row-major, 1 at (i, j) where passage j is not the pair's own and
 * is relevant to query i, in whatever language; the diagonal is 0. Column j read downwards says the same of passage j
 * and the queries, so the symmetric loss takes the same matrix for both directions. All zeros if `kept`.
 * @param negatives corpus passage indices of the hard negatives of all pairs: they stand behind the pairs' passages
 */
export function falseNegativeMask(
  corpus: Corpus,
  { pairs }: Batch,
  policy: FalseNegativePolicy,
  negatives: readonly number[] = [],
): Uint8Array {
  const passages = [...pairs.map(({ passage }) => passage), ...negatives];
  const mask = new Uint8Array(pairs.length * passages.length);
  if (policy === 'kept') return mask;
  for (const [i, { query }] of pairs.entries()) {
    const relevant = new Set(corpus.relevant[query]);
    for (const [j, passage] of passages.entries()) {
      if (i !== j && relevant.has(passage)) mask[i * passages.length + j] = 1;
    }
  }
  return mask;
}

/**
 * Leaves the passages of the other pairs out as well, so that a query has its own passage and the hard negatives of the
 * batch, as in eq. 1 of arXiv 2408.10536.
 * @param mask pairs x passages, as `falseNegativeMask` gives it; it is changed
 */
export function maskOtherPositives(mask: Uint8Array, pairs: number): Uint8Array {
  const width = mask.length / pairs;
  for (let i = 0; i < pairs; i++) for (let j = 0; j < pairs; j++) if (i !== j) mask[i * width + j] = 1;
  return mask;
}
