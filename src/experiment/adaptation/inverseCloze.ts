import { paragraphsOf } from '../../core/adaptation/unlabelled';
import type { AdaptationTerm } from '../../protocol/adaptation';
import { asPassage, asQuery, drawn, joined, passagesFrom, requireEnough, wordsOf } from './drawing';
import type { Material, Method } from './method';
import { positives } from './positives';

type InverseCloze = Extract<AdaptationTerm, { kind: 'inverse-cloze' }>;

/**
 * Inverse cloze task (Lee et al. 2019, arXiv 1906.00300, sec. 4): a sentence is the query and the rest of its paragraph the
 * passage that it has to find among those of the batch. In a share `kept` of the cases the sentence stays in its
 * paragraph, so that matching words are learnt as well.
 *
 * @throws IsoglotError `bad-configuration` with fewer paragraphs of two or more sentences than a step takes.
 */
export function inverseCloze(term: InverseCloze, material: Material): Method {
  const passages = passagesFrom(material, term.from);
  const paragraphs = paragraphsOf(material.corpus, passages).filter(({ length }) => length > 1);
  requireEnough('inverse-cloze', paragraphs.length, term.texts, 'paragraphs of two or more sentences');
  return {
    touches: passages,
    contribute: ({ rng, first }) => {
      const pairs = drawn(paragraphs, term.texts, rng).map((paragraph) => {
        const chosen = rng.int(paragraph.length);
        const stays = rng.float() < term.kept;
        const rest = paragraph.filter((_, place) => stays || place !== chosen);
        return {
          query: asQuery(material, wordsOf(material, paragraph[chosen]!)),
          passage: asPassage(material, joined([...rest].map((index) => wordsOf(material, index)))),
        };
      });
      const texts = [...pairs.map(({ query }) => query), ...pairs.map(({ passage }) => passage)];
      return { texts, weight: term.weight, loss: positives(term, first) };
    },
  };
}
