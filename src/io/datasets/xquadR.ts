/**
 * The layout of LAReQA's XQuAD-R and MLQA-R (arXiv 2004.05484; google-research-datasets/lareqa): one SQuAD file a
 * language with `sentence_breaks` in every paragraph. Every sentence is a candidate, without de-duplication; the
 * relevant ones of a question are, in every language, the sentence that holds the start of its answer.
 */
import { z } from 'zod';
import { IsoglotError } from '../../core/errors';
import { byCodePoints } from '../codePoints';
import { parseBy } from '../json';
import type { CorpusBuilder } from './corpusBuilder';

const REMEDY = 'Take a fresh copy of the XQuAD-R or MLQA-R file of this language.';
/** Domain of articles that no domain is given for. */
export const NO_DOMAIN = 'general';

const offset = z.number().int().min(0);
const schema = z.object({
  data: z.array(
    z.object({
      title: z.string().default(''),
      paragraphs: z.array(
        z.object({
          context: z.string(),
          sentence_breaks: z.array(z.tuple([offset, offset])),
          qas: z.array(
            z.object({
              id: z.string().min(1).max(200),
              question: z.string(),
              answers: z.array(z.object({ answer_start: offset })),
            }),
          ),
        }),
      ),
    }),
  ),
});
type Paragraph = z.output<typeof schema>['data'][number]['paragraphs'][number];

/** `domains.json`, which may lie beside the files: domain by article title. */
const domainsSchema = z.object({ domains: z.record(z.string(), z.string().min(1).max(200)) });
export type Domains = ReadonlyMap<string, string>;

/** Whether a parsed file is a SQuAD-like file, and whether it has sentence breaks. */
export function looksLikeSquad(value: Record<string, unknown>): 'with-sentences' | 'without' | null {
  const [article] = Array.isArray(value.data) ? (value.data as unknown[]) : [];
  if (!isRecord(article) || !Array.isArray(article.paragraphs)) return null;
  const [paragraph] = article.paragraphs as unknown[];
  return isRecord(paragraph) && 'sentence_breaks' in paragraph ? 'with-sentences' : 'without';
}

/** Whether a parsed file maps article titles to domains. */
export function looksLikeDomains(value: Record<string, unknown>): boolean {
  return isRecord(value.domains) && !('paragraphs' in value);
}

export function readDomains(value: unknown, path: string): Domains {
  const { domains } = parseBy(domainsSchema, value, path, 'Map each article title to the name of a domain.');
  return new Map(Object.entries(domains));
}

/**
 * Adds the file of one language.
 * @param path For messages.
 * @param domains Domains by article title; null puts everything into one.
 * @throws IsoglotError `bad-format` naming file and field, e.g. `de.json: data[3].paragraphs[1].qas[2].id`;
 *   `empty-data` when there is no question.
 */
export function addXquadR(
  value: unknown,
  path: string,
  language: string,
  domains: Domains | null,
  builder: CorpusBuilder,
): void {
  const { data } = parseBy(schema, value, path, REMEDY);
  let paragraphNumber = 0;
  let questions = 0;
  for (const [a, { title, paragraphs }] of data.entries()) {
    const domain = domains ? domains.get(title) : NO_DOMAIN;
    if (domain === undefined)
      builder.note(language, `articles without a domain are counted as "${NO_DOMAIN}"`);
    for (const [p, paragraph] of paragraphs.entries()) {
      addParagraph(paragraph, {
        place: `${path}: data[${a}].paragraphs[${p}]`,
        id: `${language}_${paragraphNumber++}`,
        language,
        domain: domain ?? NO_DOMAIN,
        builder,
      });
      questions += paragraph.qas.length;
    }
  }
  if (questions === 0) {
    throw new IsoglotError({
      code: 'empty-data',
      what: `there is no question in it, so "${language}" has no queries.`,
      where: path,
      remedy: 'Take the file out, or give a complete one.',
    });
  }
}

interface ParagraphPlace {
  place: string;
  id: string;
  language: string;
  domain: string;
  builder: CorpusBuilder;
}

function addParagraph({ context, sentence_breaks, qas }: Paragraph, at: ParagraphPlace): void {
  const { language, domain, builder, place } = at;
  const characters = byCodePoints(context);
  const indices = sentence_breaks.map(([start, end], i) => {
    if (start > end || end > characters.length) {
      throw bad(
        `${place}.sentence_breaks[${i}]`,
        `[${start}, ${end}] does not lie within the context of ${characters.length} characters.`,
      );
    }
    return builder.addPassage({
      id: `${at.id}_${i}`,
      language,
      domain,
      text: characters.slice(start, end),
      context,
    });
  });
  for (const [q, { id, question, answers }] of qas.entries()) {
    const query = { id: `${language}_${id}`, group: id, language, domain, text: question };
    if (!builder.addQuery(query)) {
      throw bad(`${place}.qas[${q}].id`, `the question id "${id}" occurs twice in this language.`);
    }
    if (answers.length === 0) builder.note(language, 'questions without an answer');
    for (const { answer_start } of answers) {
      const gold = sentence_breaks.findIndex(([start, end]) => start <= answer_start && answer_start < end);
      const passage = indices[gold] ?? null;
      if (passage === null) builder.note(language, 'answers that lie in no sentence');
      else builder.addRelevant(language, id, passage);
    }
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function bad(where: string, what: string): IsoglotError {
  return new IsoglotError({ code: 'bad-format', what, where, remedy: REMEDY });
}
