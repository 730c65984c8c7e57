import type { Corpus, Passage, Query } from '../../core/corpus';
import { IsoglotError } from '../../core/errors';

/** More than any set of this kind has; bounds what a wrong file can make us hold. */
const MAX_TEXTS = 5_000_000;

interface LanguagePart {
  queries: Query[];
  passages: Passage[];
  groups: Set<string>;
  /** Relevant passages of each question, as indices into `passages`, and their grades. */
  gold: Map<string, Map<number, number>>;
}

/** Gathers texts language by language, in the order of the files, and joins them into a corpus. */
export interface CorpusBuilder {
  /** Index of the passage within its language, to be given to `addRelevant`; null when the text is empty. */
  addPassage(passage: Passage): number | null;
  /** False when the question is already there in this language. Questions without text are left out. */
  addQuery(query: Query): boolean;
  /** The passage answers the question `group`, asked in whatever language; `grade` is above 0, and 1 unless given. */
  addRelevant(language: string, group: string, passage: number, grade?: number): void;
  /** Counts an oddity, e.g. `("de", "questions without an answer")`; `count` is 1 unless given. */
  note(language: string, oddity: string, count?: number): void;
  /**
   * @throws IsoglotError `empty-data` when there is no query or no passage at all, or when a language has
   *   questions but none that anything answers; `bad-format` on names that cannot be told apart.
   */
  build(about: Pick<Corpus, 'name' | 'format' | 'sha256'>): Corpus;
}

export function createCorpusBuilder(): CorpusBuilder {
  const parts = new Map<string, LanguagePart>();
  const oddities = new Map<string, number>();
  let texts = 0;

  const partOf = (language: string): LanguagePart => {
    let part = parts.get(language);
    if (!part)
      parts.set(language, (part = { queries: [], passages: [], groups: new Set(), gold: new Map() }));
    return part;
  };
  const note = (language: string, oddity: string, count = 1): void => {
    const key = `${language}: ${oddity}`;
    if (count > 0) oddities.set(key, (oddities.get(key) ?? 0) + count);
  };
  const counted = (): void => {
    if (++texts <= MAX_TEXTS) return;
    throw new IsoglotError({
      code: 'bad-file',
      what: `the data set has more than ${MAX_TEXTS.toLocaleString('en')} texts.`,
      remedy: 'Give a part of it.',
    });
  };

  return {
    note,
    addPassage: (passage) => {
      counted();
      const { passages } = partOf(passage.language);
      if (passage.text.trim() === '') {
        note(passage.language, 'empty passages, left out');
        return null;
      }
      return passages.push(passage) - 1;
    },
    addQuery: (query) => {
      counted();
      const { queries, groups } = partOf(query.language);
      if (groups.has(query.group)) return false;
      groups.add(query.group);
      if (query.text.trim() === '') note(query.language, 'empty questions, left out');
      else queries.push(query);
      return true;
    },
    addRelevant: (language, group, passage, grade = 1) => {
      const { gold } = partOf(language);
      const passages = gold.get(group);
      if (passages) passages.set(passage, grade);
      else gold.set(group, new Map([[passage, grade]]));
    },
    build: (about) => join(parts, note, oddities, about),
  };
}

function join(
  parts: ReadonlyMap<string, LanguagePart>,
  note: CorpusBuilder['note'],
  oddities: ReadonlyMap<string, number>,
  about: Pick<Corpus, 'name' | 'format' | 'sha256'>,
): Corpus {
  const languages = [...parts.keys()].sort();
  const passages = languages.flatMap((language) => parts.get(language)!.passages);
  const relevantOf = relevantByGroup(languages, parts);
  const queries: Query[] = [];
  const relevant: number[][] = [];
  const grades: number[][] = [];
  for (const language of languages) {
    const before = queries.length;
    for (const query of parts.get(language)!.queries) {
      const answers = relevantOf.get(query.group);
      if (answers) {
        queries.push(query);
        relevant.push(answers.passages);
        grades.push(answers.grades);
      } else note(language, 'questions that no passage answers, left out');
    }
    if (queries.length > before) continue;
    if (parts.get(language)!.groups.size > 0) throw emptyLanguage(language, about.name);
    note(
      language,
      'passages of a language without questions, candidates only',
      parts.get(language)!.passages.length,
    );
  }
  if (passages.length === 0 || queries.length === 0) {
    throw new IsoglotError({
      code: 'empty-data',
      what: `there are no ${passages.length === 0 ? 'passages' : 'questions'} in it.`,
      where: about.name,
      remedy: 'Give files that hold both.',
    });
  }
  checkNames(languages, queries, passages, about.name);
  return {
    ...about,
    languages,
    domains: [...new Set([...queries, ...passages].map(({ domain }) => domain))].sort(),
    queries,
    passages,
    relevant,
    ...(grades.some((list) => list.some((grade) => grade !== 1)) ? { grades } : {}),
    warnings: [...[...oddities].map(([oddity, count]) => `${oddity}: ${count}`), ...unmatched(queries)],
  };
}

interface Answers {
  /** Corpus indices, ascending. */
  passages: number[];
  grades: number[];
}

/** The relevant passages of each question. */
function relevantByGroup(
  languages: readonly string[],
  parts: ReadonlyMap<string, LanguagePart>,
): Map<string, Answers> {
  const relevantOf = new Map<string, Answers>();
  let first = 0;
  for (const language of languages) {
    const { gold, passages } = parts.get(language)!;
    for (const [group, graded] of gold) {
      const known = relevantOf.get(group) ?? { passages: [], grades: [] };
      for (const [index, grade] of [...graded].sort(([a], [b]) => a - b)) {
        known.passages.push(first + index);
        known.grades.push(grade);
      }
      relevantOf.set(group, known);
    }
    first += passages.length;
  }
  return relevantOf;
}

/** Says how many questions are not asked in every language that has questions, if any. */
function unmatched(queries: readonly Query[]): string[] {
  const languages = new Set(queries.map(({ language }) => language));
  const askedIn = new Map<string, number>();
  for (const { group } of queries) askedIn.set(group, (askedIn.get(group) ?? 0) + 1);
  const partial = [...askedIn.values()].filter((count) => count < languages.size).length;
  if (partial === 0) return [];
  return [`questions that are not asked in every language: ${partial} of ${askedIn.size}`];
}

/** Scores stand under languages and domains, rankings of a TREC run under ids: what has one name would become one. */
function checkNames(
  languages: readonly string[],
  queries: readonly Query[],
  passages: readonly Passage[],
  name: string,
): void {
  const refuse = (what: string, remedy: string) => {
    throw new IsoglotError({ code: 'bad-format', what, where: name, remedy });
  };
  const lower = languages.map((code) => code.toLowerCase());
  const same = languages.find((_, i) => lower.indexOf(lower[i]!) !== i);
  if (same !== undefined)
    refuse(
      `"${languages[lower.indexOf(same.toLowerCase())]}" and "${same}" are the same language.`,
      'Write its code alike everywhere.',
    );
  for (const [kind, texts] of Object.entries({ question: queries, passage: passages })) {
    const ids = new Set<string>();
    for (const { id, domain } of texts) {
      if (ids.has(id)) refuse(`the ${kind} id "${id}" occurs twice.`, 'Give each an id of its own.');
      ids.add(id);
      // JavaScript takes this one name of a field for something else, and the domain's scores would be lost.
      if (domain === '__proto__') refuse('no domain can be called "__proto__".', 'Call it otherwise.');
    }
  }
}

function emptyLanguage(language: string, name: string): IsoglotError {
  return new IsoglotError({
    code: 'empty-data',
    what: `the language "${language}" has no question that any passage answers.`,
    where: name,
    remedy: 'Take its file out, or give a complete one.',
  });
}
