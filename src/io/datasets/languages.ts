import { IsoglotError } from '../../core/errors';
import { fileName, fileStem, type InputFile } from '../files';

/**
 * @throws IsoglotError `bad-format` when `code` is no BCP 47 language code with a language of two or three letters.
 */
export function checkLanguage(code: string, where: string): void {
  if (isLanguage(code)) return;
  throw new IsoglotError({
    code: 'bad-format',
    what: `"${code}" is not a language code.`,
    where,
    remedy: 'Use BCP 47 codes such as "en" or "zh-Hant".',
  });
}

/**
 * Language of a file by its name: `de.json` and `xquad.de.json` are German.
 * @throws IsoglotError `bad-format` when the name tells no language.
 */
export function languageOfFile(path: string): string {
  const code = fileStem(path).split('.').at(-1) ?? '';
  if (isLanguage(code)) return code;
  throw new IsoglotError({
    code: 'bad-format',
    what: 'the name of the file does not tell its language.',
    where: path,
    remedy: `Rename ${fileName(path)} to its language code, e.g. de.json.`,
  });
}

/** MLQA's name for contexts in one language and questions in another: `test-context-de-question-ar.json`. */
const MLQA_NAME = /(?:^|-)context-([a-z]{2,3})-question-([a-z]{2,3})$/i;

/**
 * Languages of contexts and questions by the name of their file.
 * @throws IsoglotError `bad-format` when the name tells no language.
 */
export function languagesOfFile(path: string): { context: string; question: string } {
  const [, context, question] = MLQA_NAME.exec(fileStem(path)) ?? [];
  if (context && question) return { context: context.toLowerCase(), question: question.toLowerCase() };
  const language = languageOfFile(path);
  return { context: language, question: language };
}

/** Language of a file whose name may tell none: `dev.en.jsonl` is English, `set.jsonl` is of no language. */
export function languageOfFileOrNull(path: string): string | null {
  const code = fileStem(path).split('.').at(-1) ?? '';
  return isLanguage(code) && KNOWN.of(code) !== undefined ? code : null;
}

/** English names that Mr. TyDi's folders have. */
const NAMES: Readonly<Record<string, string | undefined>> = {
  arabic: 'ar',
  bengali: 'bn',
  english: 'en',
  finnish: 'fi',
  indonesian: 'id',
  japanese: 'ja',
  korean: 'ko',
  russian: 'ru',
  swahili: 'sw',
  telugu: 'te',
  thai: 'th',
};

/**
 * Language that a path names somewhere, the file's name before its folders, the inner before the outer ones:
 * `miracl-corpus-v1.0-sw/docs-0.jsonl.gz` is Swahili, `mrtydi-v1.1-thai/topic.dev.tsv` is Thai. Null if it names none.
 * Only codes of two letters that languages really have, since folders have short names of all kinds.
 */
export function languageInPath(path: string): string | null {
  for (const part of path.split('/').reverse()) {
    for (const word of part
      .toLowerCase()
      .split(/[^a-z]+/)
      .reverse()) {
      const code = NAMES[word] ?? (word.length === 2 ? word : '');
      if (code && KNOWN.of(code) !== undefined) return code;
    }
  }
  return null;
}

/** Language that a folder is named by, alone or at the end: `de/`, `fiqa-pl/`. Null if it is not. */
export function languageOfFolder(folder: string): string | null {
  const name = folder.split('/').findLast((part) => part !== '') ?? '';
  const code = name.split(/[-_.]/).at(-1)!.toLowerCase();
  return code.length === 2 && /^[a-z]+$/.test(code) && KNOWN.of(code) !== undefined ? code : null;
}

const KNOWN = new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });

/** @throws IsoglotError `bad-format` when two files have the same name: their order would not be settled. */
export function checkDistinct(files: readonly Pick<InputFile, 'path'>[]): void {
  const seen = new Map<string, string>();
  for (const { path } of files) {
    const other = seen.get(fileName(path));
    if (other !== undefined) {
      throw new IsoglotError({
        code: 'bad-format',
        what: `${other} has the same name.`,
        where: path,
        remedy: 'Give the files of one folder.',
      });
    }
    seen.set(fileName(path), path);
  }
}

function isLanguage(code: string): boolean {
  if (!/^[a-z]{2,3}(-|$)/i.test(code)) return false;
  try {
    return Intl.getCanonicalLocales(code).length === 1;
  } catch {
    return false;
  }
}
