import { IsoglotError } from '../../core/errors';
import { tokensOf } from '../../core/tokens';
import type { AdaptationTerm } from '../../protocol/adaptation';
import { drawn, passagesFrom, requireEnough } from './drawing';
import { positives } from './positives';
import type { Material, Method } from './method';

type Simcse = Extract<AdaptationTerm, { kind: 'simcse' }>;

/**
 * Unsupervised SimCSE (Gao et al. 2021, arXiv 2104.08821, eq. 4): a text is its own positive, because it goes through the
 * encoder twice with different dropout; the other texts are the negatives.
 *
 *     l_i = -log( exp(cos(h_i, h'_i) / t) / sum_j exp(cos(h_i, h'_j) / t) )
 *
 * @throws IsoglotError `bad-configuration` without dropout, or with too few texts.
 */
export function simcse(term: Simcse, material: Material, dropout: number): Method {
  const passages = passagesFrom(material, term.from);
  requireEnough('simcse', passages.length, term.texts, 'passages');
  if (dropout === 0) {
    throw new IsoglotError({
      code: 'bad-configuration',
      what: 'simcse tells two copies of a text apart by dropout alone, and dropout is 0.',
      where: 'adaptation: simcse, dropout',
      remedy: 'Set dropout to 0.1, as its authors do.',
    });
  }
  return {
    touches: passages,
    contribute: ({ rng, first }) => {
      const texts = drawn(passages, term.texts, rng).map((index) => tokensOf(material.passages, index));
      return { texts: [...texts, ...texts], weight: term.weight, loss: positives(term, first) };
    },
  };
}
