/**
 * Lines of Belebele (arXiv 2308.16884): one file a language, `deu_Latn.jsonl`, with questions about FLORES passages. As
 * retrieval, the passage is relevant to its questions, in every language; the choices of answers are left aside.
 */
import { IsoglotError } from '../../core/errors';
import { requiredField, type JsonRecord } from './jsonLines';
import type { PairRow } from './pairRow';

/** Whether a line is one of Belebele's. */
export function looksLikeBelebele(record: JsonRecord): boolean {
  return 'flores_passage' in record && 'question_number' in record;
}

/** @throws IsoglotError `bad-format` naming the line and the field. */
export function parseBelebele(record: JsonRecord, where: string): PairRow {
  const field = (name: string) => requiredField(record, [name], where);
  const language = languageOfDialect(field('dialect'), where);
  return {
    // Belebele's own key of a question in all languages.
    id: `${field('link')}#${field('question_number')}`,
    passageId: null,
    domain: null,
    queries: [[language, field('question')]],
    passages: [[language, field('flores_passage')]],
  };
}

/** FLORES names languages by three letters and script: `deu_Latn` is `de`, `zho_Hant` is `zh-Hant`, `ary_Arab` is `ary`. */
function languageOfDialect(dialect: string, where: string): string {
  try {
    const { language, script } = new Intl.Locale(dialect.replace('_', '-'));
    const usual = new Intl.Locale(language).maximize().script;
    return script === undefined || script === usual ? language : `${language}-${script}`;
  } catch (cause) {
    const remedy = 'Belebele writes it as "deu_Latn".';
    const what = `"${dialect}" is not a language.`;
    throw new IsoglotError({ code: 'bad-format', what, where, remedy }, { cause });
  }
}
