import { tokensOf } from '../../core/tokens';
import type { AdaptationTerm } from '../../protocol/adaptation';
import type { TermLoss } from '../../engine/losses/terms';
import { drawn, requireEnough } from './drawing';
import type { Material, Method } from './method';

type Matching = Extract<AdaptationTerm, { kind: 'coral' | 'mmd' }>;

/**
 * Distribution matching: the passages of the batch and unlabelled passages of the target domains are to be alike in their
 * second moments (CORAL, Sun & Saenko 2016, arXiv 1607.01719, eq. 1),
 *
 *     ||C_s - C_t||_F^2 / (4 d^2)
 *
 * or in a kernel space (MK-MMD, Long et al. 2015, arXiv 1502.02791; five Gaussian kernels whose width follows the mean
 * squared distance):
 *
 *     mean k(s, s') + mean k(t, t') - 2 mean k(s, t)
 *
 * @throws IsoglotError `bad-configuration` if there are not enough target passages.
 */
export function matching(term: Matching, material: Material): Method {
  requireEnough(term.kind, material.target.length, term.texts, 'passages of held-out domains');
  return {
    touches: material.target,
    contribute: ({ passages: source, rng, first }) => {
      const target = { first, count: term.texts };
      const loss: TermLoss =
        term.kind === 'coral'
          ? { kind: 'coral', source, target }
          : { kind: 'mmd', source, target, estimate: term.estimate };
      const texts = drawn(material.target, term.texts, rng).map((index) =>
        tokensOf(material.passages, index),
      );
      return { texts, weight: term.weight, loss };
    },
  };
}
