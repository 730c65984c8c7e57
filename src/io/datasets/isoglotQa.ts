/**
 * Isoglot-QA: one file a domain; every paragraph has the same sentences in all languages, and every question
 * names the sentence that answers it. Relevant is that sentence in every language.
 */
import { z } from 'zod';
import { IsoglotError } from '../../core/errors';
import { parseBy } from '../json';
import type { CorpusBuilder } from './corpusBuilder';
import { checkLanguage } from './languages';

const id = z.string().min(1).max(200);
const schema = z.object({
  domain: z.string().min(1).max(200),
  paragraphs: z.array(
    z.object({
      id,
      sentences: z.record(z.string(), z.array(z.string())),
      questions: z.array(
        z.object({ id, sentence: z.number().int().min(0), text: z.record(z.string(), z.string()) }),
      ),
    }),
  ),
});

/** Languages that put no space between sentences. */
const UNSPACED: ReadonlySet<string> = new Set(['zh', 'ja']);

/** Whether a parsed file has this format's shape. */
export function looksLikeIsoglotQa(value: Record<string, unknown>): boolean {
  return typeof value.domain === 'string' && Array.isArray(value.paragraphs);
}

/**
 * Adds one file.
 * @param path For messages.
 * @throws IsoglotError `bad-format` naming file and field.
 */
export function addIsoglotQa(value: unknown, path: string, builder: CorpusBuilder): void {
  const remedy = 'Compare it with the description of Isoglot-QA in its README.';
  const { domain, paragraphs } = parseBy(schema, value, path, remedy);
  for (const [p, { id: paragraph, sentences, questions }] of paragraphs.entries()) {
    const place = `${path}: paragraphs[${p}]`;
    const indices = new Map<string, (number | null)[]>();
    for (const [language, texts] of Object.entries(sentences)) {
      checkLanguage(language, `${place}.sentences`);
      const context = texts.join(UNSPACED.has(language.split('-')[0]!) ? '' : ' ');
      const passage = (text: string, i: number) =>
        builder.addPassage({ id: `${language}_${paragraph}_${i}`, language, domain, text, context });
      indices.set(language, texts.map(passage));
    }
    for (const [q, question] of questions.entries()) {
      for (const [language, text] of Object.entries(question.text)) {
        checkLanguage(language, `${place}.questions[${q}].text`);
        const query = { id: `${language}_${question.id}`, group: question.id, language, domain, text };
        if (!builder.addQuery(query)) throw duplicate(`${place}.questions[${q}].id`, question.id);
      }
      for (const [language, passages] of indices) {
        const answer = passages[question.sentence] ?? null;
        if (answer === null) builder.note(language, 'questions whose answer is no sentence of its paragraph');
        else builder.addRelevant(language, question.id, answer);
      }
    }
  }
}

function duplicate(where: string, question: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-format',
    what: `the question "${question}" occurs twice.`,
    where,
    remedy: 'Give each question an id of its own, and each file once.',
  });
}
