import { translationsByPlace } from '../../core/adaptation/unlabelled';
import type { Rng } from '../../core/rng';
import { tokensOf } from '../../core/tokens';
import type { AdaptationTerm } from '../../protocol/adaptation';
import { drawn, joinedFloats, passagesFrom, requireEnough } from './drawing';
import type { Material, Method } from './method';
import { positives } from './positives';

type Translation = Extract<AdaptationTerm, { kind: 'translation-mse' | 'translation-ranking' }>;

/** The language whose vectors others are drawn to, where a text has it (Reimers & Gurevych: English). */
const PIVOT = 'en';

/**
 * Translation pairs are drawn together, by the untouched encoder's vector T of the pivot text (Reimers & Gurevych 2020,
 * arXiv 2004.09813, eq. 1),
 *
 *     mean ||S(x) - T(x)||^2 + mean ||S(y) - T(x)||^2   (means over all numbers)
 *
 * or by ranking: the translation has to be found among those of the batch, in both directions, with an additive margin
 * (Feng et al. 2022, LaBSE, arXiv 2007.01852, eq. 1). Translations are known by their place in the data (see
 * `translationsByPlace`), not by judgments.
 *
 * @throws IsoglotError `bad-configuration` if there are fewer texts with a translation than a step takes.
 */
export function translation(term: Translation, material: Material): Method {
  const passages = passagesFrom(material, term.from);
  const groups = translationsByPlace(material.corpus, passages);
  requireEnough(term.kind, groups.length, term.texts, 'texts with a translation');
  const teacher = material.teacher;
  return {
    touches: passages,
    contribute: ({ rng, first }) => {
      const pairs = drawn(groups, term.texts, rng).map((group) => twoOf(group, material, rng));
      const sides = [0, 1].map((side) => pairs.map((pair) => pair[side]!));
      const texts = sides.flat().map((index) => tokensOf(material.passages, index));
      const { weight } = term;
      if (term.kind === 'translation-ranking')
        return { texts, weight, loss: positives(term, first, 'symmetric') };
      return {
        texts,
        weight,
        loss: {
          kind: 'alignment-mse',
          left: { first, count: term.texts },
          right: { first: first + term.texts, count: term.texts },
          teacher: joinedFloats(sides[0]!.map((index) => teacher!.passage(index))),
        },
      };
    },
  };
}

/** Two languages of a text, the pivot first if the text has it. */
function twoOf(group: Int32Array, { corpus }: Material, rng: Rng): [number, number] {
  const pivot = group.find((index) => corpus.passages[index]!.language === PIVOT);
  if (pivot === undefined) {
    const [x, y] = drawn(group, 2, rng);
    return [x!, y!];
  }
  const others = group.filter((index) => index !== pivot);
  return [pivot, others[rng.int(others.length)]!];
}
