import type { Corpus } from './corpus';

/**
 * Several data sets as one corpus: the main one as it is, its indices included, and behind it the others, whose
 * queries and passages bear the number of their data set (1 and up). Their ids and groups get it as a prefix, so that
 * none ever passes for one of another set. Name, format, fingerprint and warnings are the main one's.
 */
export function mergeCorpora(main: Corpus, more: readonly Corpus[]): Corpus {
  if (more.length === 0) return main;
  const isGraded = [main, ...more].some(({ grades }) => grades);
  const merged: Corpus = {
    ...main,
    languages: union(main.languages, ...more.map(({ languages }) => languages)),
    domains: union(main.domains, ...more.map(({ domains }) => domains)),
    queries: [...main.queries],
    passages: [...main.passages],
    relevant: [...main.relevant],
    ...(isGraded && { grades: gradesOf(main) }),
  };
  for (const [i, corpus] of more.entries()) {
    const dataSet = i + 1;
    const offset = merged.passages.length;
    const named = <T extends { id: string }>(item: T) => ({ ...item, id: `${dataSet}:${item.id}`, dataSet });
    for (const query of corpus.queries) {
      merged.queries.push({ ...named(query), group: `${dataSet}:${query.group}` });
    }
    for (const passage of corpus.passages) merged.passages.push(named(passage));
    for (const own of corpus.relevant) merged.relevant.push(own.map((passage) => passage + offset));
    for (const own of isGraded ? gradesOf(corpus) : []) merged.grades!.push(own);
  }
  return merged;
}

function gradesOf({ grades, relevant }: Corpus): number[][] {
  return [...(grades ?? relevant.map((own) => own.map(() => 1)))];
}

function union(...lists: string[][]): string[] {
  return [...new Set(lists.flat())].sort();
}
