import type { Corpus } from '../corpus';
import { checkDomains, inDomains } from '../domainScope';
import { IsoglotError } from '../errors';

/** A question in one training language. */
export interface QuestionVersion {
  /** Corpus query index. */
  query: number;
  /** Corpus indices of its relevant passages, by language number of the pool. */
  passages: number[][];
}

/** A question in all the training languages that have it. */
export interface Question {
  /** `Query.group`. */
  group: string;
  domain: string;
  /** Number of the data set it comes from; 0: the main one. */
  dataSet: number;
  /** By language number; undefined where the language lacks the question. */
  versions: (QuestionVersion | undefined)[];
}

/** What of a corpus is trained on. */
export interface TrainingScope {
  /** Empty: all in which some query has a relevant passage. */
  languages: string[];
  /** Domains of the main data set. Empty: all. */
  domains: string[];
  /** Domains that no data set may give. Empty or absent: none. */
  heldOut?: string[];
  /** Groups of questions that are left out. */
  leaveOut?: ReadonlySet<string>;
}

/** All that training pairs can be drawn from. */
export interface PairPool {
  /** Training languages, in corpus order; language numbers index this list. */
  languages: string[];
  /** Questions with at least one pair, in order of first appearance in the corpus. */
  questions: Question[];
  /** Numbers of the questions that have a query in language `x` and a relevant passage in language `y`, ascending. */
  usable: (x: number, y: number) => Int32Array;
}

/**
 * Collects the questions of the chosen languages and domains with all their relevant passages in those languages.
 * Where a language has a question twice (same group), the first one counts.
 *
 * @throws IsoglotError `empty-data` if a chosen language has no query with a relevant passage, a chosen domain is
 * unknown, or nothing remains.
 */
export function buildPairPool(
  corpus: Corpus,
  { languages: chosen, domains, heldOut = [], leaveOut }: TrainingScope,
): PairPool {
  checkDomains(corpus, domains);
  const selected = (index: number) => {
    const { domain, group, dataSet = 0 } = corpus.queries[index]!;
    if (leaveOut?.has(group)) return false;
    return !heldOut.includes(domain) && (dataSet > 0 || domains.length === 0 || domains.includes(domain));
  };
  const languages = chosen.length > 0 ? inCorpusOrder(corpus, chosen) : trainable(corpus, selected);
  const questions = collectQuestions(corpus, languages, selected);
  for (const [number, language] of languages.entries()) {
    if (!questions.some((question) => question.versions[number]))
      throw withoutPairs(corpus, language, domains);
  }
  if (questions.length === 0) {
    throw new IsoglotError({
      code: 'empty-data',
      what: `There is nothing to train on: no query${inDomains(domains)} has a relevant passage.`,
      where: corpus.name,
      remedy: 'Choose other domains or other data.',
    });
  }
  return { languages, questions, usable: usableLists(questions) };
}

function inCorpusOrder(corpus: Corpus, chosen: string[]): string[] {
  const unknown = chosen.filter((language) => !corpus.languages.includes(language));
  return [...corpus.languages.filter((language) => chosen.includes(language)), ...unknown];
}

function trainable(corpus: Corpus, selected: (query: number) => boolean): string[] {
  const found = new Set<string>();
  for (const [index, query] of corpus.queries.entries()) {
    if (selected(index) && corpus.relevant[index]!.length > 0) found.add(query.language);
  }
  return corpus.languages.filter((language) => found.has(language));
}

function collectQuestions(
  corpus: Corpus,
  languages: string[],
  selected: (query: number) => boolean,
): Question[] {
  const numbers = new Map(languages.map((language, number) => [language, number]));
  const byGroup = new Map<string, Question>();
  for (const [index, query] of corpus.queries.entries()) {
    const language = numbers.get(query.language);
    if (language === undefined || !selected(index)) continue;
    const passages: number[][] = languages.map(() => []);
    for (const passage of corpus.relevant[index]!) {
      const number = numbers.get(corpus.passages[passage]!.language);
      if (number !== undefined) passages[number]!.push(passage);
    }
    if (passages.every((list) => list.length === 0)) continue;
    let question = byGroup.get(query.group);
    if (!question) {
      const { group, domain, dataSet = 0 } = query;
      question = { group, domain, dataSet, versions: languages.map(() => undefined) };
      byGroup.set(query.group, question);
    }
    question.versions[language] ??= { query: index, passages };
  }
  return [...byGroup.values()];
}

/** Lists by language pair, made when first asked for: of the L x L, a strategy touches only some. */
function usableLists(questions: Question[]): PairPool['usable'] {
  const lists = new Map<string, Int32Array>();
  return (x, y) => {
    const key = `${x} ${y}`;
    let list = lists.get(key);
    if (!list) {
      list = Int32Array.from(questions.keys()).filter(
        (number) => (questions[number]!.versions[x]?.passages[y]?.length ?? 0) > 0,
      );
      lists.set(key, list);
    }
    return list;
  };
}

function withoutPairs(corpus: Corpus, language: string, domains: string[]): IsoglotError {
  const known = corpus.languages.includes(language);
  return new IsoglotError({
    code: 'empty-data',
    what: known
      ? `The training language "${language}" has no query${inDomains(domains)} with a relevant passage.`
      : `The data has no training language "${language}".`,
    where: corpus.name,
    remedy: known
      ? `Take "${language}" out of the training languages or choose more domains.`
      : `Choose among ${corpus.languages.join(', ')}.`,
  });
}
