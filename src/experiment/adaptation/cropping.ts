import { randomCrop } from '../../core/adaptation/crop';
import { paragraphsOf } from '../../core/adaptation/unlabelled';
import type { AdaptationTerm } from '../../protocol/adaptation';
import { asPassage, drawn, joined, passagesFrom, requireEnough, wordsOf } from './drawing';
import type { Material, Method } from './method';
import { positives } from './positives';

type Cropping = Extract<AdaptationTerm, { kind: 'cropping' }>;

/**
 * Independent cropping (Izacard et al. 2022, Contriever, arXiv 2112.09118, sec. 3.1): two random spans of one text are a
 * positive pair, the spans of other texts negatives; here those of the batch instead of a momentum queue. A text is a
 * paragraph, or a passage where the data has no paragraphs.
 *
 * @throws IsoglotError `bad-configuration` with fewer texts than a step takes.
 */
export function cropping(term: Cropping, material: Material): Method {
  const passages = passagesFrom(material, term.from);
  const alone = passages.filter((index) => material.corpus.passages[index]!.context === undefined);
  const texts = [
    ...paragraphsOf(material.corpus, passages),
    ...[...alone].map((index) => Int32Array.of(index)),
  ];
  requireEnough('cropping', texts.length, term.texts, 'texts');
  return {
    touches: passages,
    contribute: ({ rng, first }) => {
      const chosen = drawn(texts, term.texts, rng).map((text) =>
        joined([...text].map((index) => wordsOf(material, index))),
      );
      const spans = [0, 1].flatMap(() =>
        chosen.map((words) => asPassage(material, randomCrop(words, term, rng))),
      );
      return { texts: spans, weight: term.weight, loss: positives(term, first) };
    },
  };
}
