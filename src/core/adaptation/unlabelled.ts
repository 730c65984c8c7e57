import type { Corpus } from '../corpus';

/**
 * Corpus indices of the passages of some languages and domains, ascending: text without its labels. Neither queries nor
 * judgments are looked at.
 */
export function unlabelledPassages(
  { passages }: Corpus,
  { languages, domains }: { languages: readonly string[]; domains: readonly string[] },
): Int32Array {
  const [wanted, inside] = [new Set(languages), new Set(domains)];
  return Int32Array.from(passages.keys()).filter((index) => {
    const { language, domain } = passages[index]!;
    return wanted.has(language) && inside.has(domain);
  });
}

/** The passages of each paragraph, in the order of the corpus; those without a context are in none. */
export function paragraphsOf({ passages }: Corpus, indices: Int32Array): Int32Array[] {
  const members = new Map<string, number[]>();
  for (const index of indices) {
    const { language, domain, context } = passages[index]!;
    if (context === undefined) continue;
    const key = JSON.stringify([language, domain, context]);
    const known = members.get(key);
    if (known) known.push(index);
    else members.set(key, [index]);
  }
  return [...members.values()].map((paragraph) => Int32Array.from(paragraph));
}

/**
 * Passages that are translations of each other by their place alone: readers of parallel data sets name a passage by its
 * language, paragraph and number, so that the ids of translations differ in their language only. A paragraph that has
 * another number of sentences in some language is left out of that language's translations, because number i may be
 * another sentence there. No judgment is looked at.
 *
 * @returns lists of two or more passages in different languages, in the order of the corpus
 */
export function translationsByPlace(corpus: Corpus, indices: Int32Array): Int32Array[] {
  const places = new Map<string, number[]>();
  const sizes = new Map<number, number>();
  for (const paragraph of paragraphsOf(corpus, indices))
    for (const index of paragraph) sizes.set(index, paragraph.length);
  for (const index of indices) {
    const { id, language, domain } = corpus.passages[index]!;
    if (!id.startsWith(`${language}_`)) continue;
    const key = JSON.stringify([domain, id.slice(language.length + 1), sizes.get(index) ?? 1]);
    places.set(key, [...(places.get(key) ?? []), index]);
  }
  return [...places.values()].filter((group) => group.length > 1).map((group) => Int32Array.from(group));
}
