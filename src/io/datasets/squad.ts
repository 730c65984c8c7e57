/**
 * SQuAD's layout without sentence breaks: SQuAD, XQuAD and MLQA as they are published. Contexts are split by rules
 * (`sentences.ts`); otherwise candidates and answers are LAReQA's: every sentence is a candidate, and the one that
 * holds the start of an answer is relevant. A context that several files have is taken once, since MLQA's files of one
 * context language and seven question languages repeat it.
 */
import { z } from 'zod';
import { IsoglotError } from '../../core/errors';
import { byCodePoints } from '../codePoints';
import { parseBy } from '../json';
import type { CorpusBuilder } from './corpusBuilder';
import { languagesOfFile } from './languages';
import { splitSentences } from './sentences';
import { NO_DOMAIN, type Domains } from './xquadR';

const REMEDY = 'Take a fresh copy of the SQuAD, XQuAD or MLQA file.';

const schema = z.object({
  data: z.array(
    z.object({
      title: z.string().default(''),
      paragraphs: z.array(
        z.object({
          context: z.string(),
          qas: z.array(
            z.object({
              id: z.string().min(1).max(200),
              question: z.string(),
              answers: z
                .array(z.object({ answer_start: z.number().int().min(0), text: z.string() }))
                .default([]),
            }),
          ),
        }),
      ),
    }),
  ),
});
type Question = z.output<typeof schema>['data'][number]['paragraphs'][number]['qas'][number];

interface Sentence {
  /** In code points of the context, half-open. */
  start: number;
  end: number;
  /** Index within its language. */
  passage: number;
}

/** Takes files one by one. @throws IsoglotError `bad-format` naming file and field. */
export type AddSquad = (value: unknown, path: string) => void;

/** @param domains Domains by article title; null puts everything into one. */
export function createSquadReader(domains: Domains | null, builder: CorpusBuilder): AddSquad {
  const contexts = new Map<string, Sentence[]>();
  const answered = new Set<string>();
  const asked = new Map<string, { text: string; path: string }>();
  const paragraphs = new Map<string, number>();

  /** The n-th occurrence of a context in one file is the n-th in another. */
  function sentencesOf(
    context: string,
    language: string,
    domain: string,
    seen: Map<string, number>,
  ): Sentence[] {
    const occurrence = seen.get(context) ?? 0;
    seen.set(context, occurrence + 1);
    const key = `${language} ${occurrence} ${context}`;
    let sentences = contexts.get(key);
    if (!sentences) {
      const number = paragraphs.get(language) ?? 0;
      paragraphs.set(language, number + 1);
      const add = (text: string, i: number) =>
        builder.addPassage({ id: `${language}_${number}_${i}`, language, domain, text, context });
      contexts.set(key, (sentences = split(context, language, add)));
      builder.note(language, 'contexts without sentence breaks, split by rules');
      if (UNMARKED.has(language))
        builder.note(language, 'contexts in a language that does not mark its sentences');
    }
    return sentences;
  }

  function addQuestion(
    { id, question }: Question,
    language: string,
    domain: string,
    at: string,
    path: string,
  ) {
    const known = asked.get(`${language} ${id}`);
    if (known && known.path === path) throw bad(at, `the question id "${id}" occurs twice in this file.`);
    if (known && known.text !== question) {
      throw bad(
        at,
        `the question "${id}" has another text in ${known.path}, in the same language "${language}".`,
      );
    }
    asked.set(`${language} ${id}`, { text: question, path });
    if (!known) builder.addQuery({ id: `${language}_${id}`, group: id, language, domain, text: question });
  }

  return (value, path) => {
    const { data } = parseBy(schema, value, path, REMEDY);
    const languages = languagesOfFile(path);
    const seen = new Map<string, number>();
    for (const [a, article] of data.entries()) {
      const domain = domains?.get(article.title) ?? NO_DOMAIN;
      if (domains && !domains.has(article.title))
        builder.note(languages.context, `articles without a domain are counted as "${NO_DOMAIN}"`);
      for (const [p, { context, qas }] of article.paragraphs.entries()) {
        const sentences = sentencesOf(context, languages.context, domain, seen);
        for (const [q, qa] of qas.entries()) {
          const at = `${path}: data[${a}].paragraphs[${p}].qas[${q}].id`;
          addQuestion(qa, languages.question, domain, at, path);
          const once = `${languages.context} ${qa.id}`;
          if (answered.has(once)) continue;
          answered.add(once);
          addAnswers(qa, context, sentences, languages.context, builder);
        }
      }
    }
  };
}

/** Thai, Lao, Khmer and Burmese: what is one passage here may be several sentences. */
const UNMARKED: ReadonlySet<string> = new Set(['th', 'lo', 'km', 'my']);

function split(
  context: string,
  language: string,
  add: (text: string, i: number) => number | null,
): Sentence[] {
  const sentences: Sentence[] = [];
  // Offsets of answers count code points, those of the rules UTF-16 units.
  let units = 0;
  let points = 0;
  const pointsTo = (end: number): number => {
    points += byCodePoints(context.slice(units, end)).length;
    units = end;
    return points;
  };
  for (const [i, [from, to]] of splitSentences(context, language).entries()) {
    const passage = add(context.slice(from, to), i);
    const start = pointsTo(from);
    const end = pointsTo(to);
    if (passage !== null) sentences.push({ start, end, passage });
  }
  return sentences;
}

function addAnswers(
  { id, answers }: Question,
  context: string,
  sentences: readonly Sentence[],
  language: string,
  builder: CorpusBuilder,
): void {
  // Copies for competitions have their answers blanked out: an empty text at 0 is none.
  const given = answers.filter(({ text }) => text.trim() !== '');
  if (given.length === 0) builder.note(language, 'questions without an answer');
  const characters = byCodePoints(context);
  for (const { answer_start, text } of given) {
    const { length } = byCodePoints(text);
    if (characters.slice(answer_start, answer_start + length) !== text) {
      builder.note(language, 'answers that do not stand where the file says, left out');
      continue;
    }
    const first = answer_start + length - byCodePoints(text.trimStart()).length;
    const gold = sentences.find(({ start, end }) => start <= first && first < end);
    if (gold) builder.addRelevant(language, id, gold.passage);
    else builder.note(language, 'answers that lie in no sentence');
  }
}

function bad(where: string, what: string): IsoglotError {
  return new IsoglotError({ code: 'bad-format', what, where, remedy: REMEDY });
}
