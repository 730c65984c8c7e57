import type { Corpus } from '../corpus';
import type { Rng } from '../rng';

/** The same corpus with its queries and its passages in another order within each language, as other files would have it. */
export function shuffledCorpus(corpus: Corpus, rng: Pick<Rng, 'sample'>): Corpus {
  const orderOf = (texts: readonly { language: string }[]) =>
    corpus.languages.flatMap((language) => {
      const own = [...texts.keys()].filter((i) => texts[i]!.language === language);
      return rng.sample(own.length, own.length).map((place) => own[place]!);
    });
  const queryOrder = orderOf(corpus.queries);
  const passageOrder = orderOf(corpus.passages);
  const moved = new Map(passageOrder.map((from, to) => [from, to]));
  return {
    ...corpus,
    queries: queryOrder.map((query) => corpus.queries[query]!),
    passages: passageOrder.map((passage) => corpus.passages[passage]!),
    relevant: queryOrder.map((query) =>
      corpus.relevant[query]!.map((passage) => moved.get(passage)!).sort((a, b) => a - b),
    ),
  };
}
