/**
 * The normalisers of `tokenizer.json` as Hugging Face's Rust library runs them. The JavaScript library differs
 * from it in details that change token ids (character maps, final sigma, ideographs beyond the basic plane).
 */
import { ReplaceNormalizer } from '@huggingface/tokenizers';
import { z } from 'zod';
import { IsoglotError } from '../../core/errors';
import { parseBy } from '../json';
import { createCharsmap, type Normalize } from './charsmap';

const WHERE = 'tokenizer.json: normalizer';
const REMEDY = 'Take a fresh copy of tokenizer.json.';
const MAX_NESTING = 8;

const pattern = z.union([z.object({ String: z.string().min(1) }), z.object({ Regex: z.string().min(1) })]);
const normalizerConfig = z.discriminatedUnion(
  'type',
  [
    z.object({ type: z.literal('Sequence'), normalizers: z.array(z.unknown()).max(50) }),
    z.object({ type: z.literal('Precompiled'), precompiled_charsmap: z.string().nullish() }),
    z.object({ type: z.literal('Replace'), pattern, content: z.string() }),
    z.object({ type: z.enum(['NFC', 'NFD', 'NFKC', 'NFKD']) }),
    z.object({ type: z.literal('Lowercase') }),
    z.object({ type: z.literal('StripAccents') }),
    z.object({ type: z.literal('Strip'), strip_left: z.boolean(), strip_right: z.boolean() }),
    z.object({ type: z.literal('Prepend'), prepend: z.string() }),
    z.object({
      type: z.literal('BertNormalizer'),
      clean_text: z.boolean().default(true),
      handle_chinese_chars: z.boolean().default(true),
      strip_accents: z.boolean().nullish(),
      lowercase: z.boolean().default(true),
    }),
  ],
  {
    error: (issue) =>
      issue.code === 'invalid_union' ? 'a normaliser of this kind cannot be run' : undefined,
  },
);
type NormalizerConfig = z.output<typeof normalizerConfig>;

/**
 * Makes the normaliser that a tokenizer asks for.
 * @param config The field `normalizer` of `tokenizer.json`; null for none.
 * @throws IsoglotError `bad-format` for a normaliser that is unknown or malformed.
 */
export function createNormalizer(config: unknown, depth = 0): Normalize {
  if (config === null || config === undefined) return (text) => text;
  if (depth > MAX_NESTING) {
    throw new IsoglotError({
      code: 'bad-format',
      what: `it is nested more than ${MAX_NESTING} deep.`,
      where: WHERE,
      remedy: REMEDY,
    });
  }
  const parsed = parseBy(normalizerConfig, config, WHERE, REMEDY);
  if (parsed.type !== 'Sequence') return single(parsed);
  const steps = parsed.normalizers.map((step) => createNormalizer(step, depth + 1));
  return (text) => steps.reduce((current, step) => step(current), text);
}

function single(config: Exclude<NormalizerConfig, { type: 'Sequence' }>): Normalize {
  switch (config.type) {
    case 'Precompiled':
      return config.precompiled_charsmap ? createCharsmap(config.precompiled_charsmap) : (text) => text;
    case 'Replace':
      return replace(config);
    case 'NFC':
    case 'NFD':
    case 'NFKC':
    case 'NFKD':
      return (text) => text.normalize(config.type);
    case 'Lowercase':
      return lowercase;
    case 'StripAccents':
      return stripMarks;
    case 'Strip':
      return (text) => {
        const left = config.strip_left ? text.replace(/^\p{White_Space}+/u, '') : text;
        return config.strip_right ? left.replace(/\p{White_Space}+$/u, '') : left;
      };
    case 'Prepend':
      return (text) => (text === '' ? text : config.prepend + text);
    case 'BertNormalizer':
      return bert(config);
  }
}

function replace(config: Extract<NormalizerConfig, { type: 'Replace' }>): Normalize {
  const { pattern, content } = config;
  if ('String' in pattern) return (text) => text.replaceAll(pattern.String, () => content);
  const regex = compile(config, pattern.Regex);
  return (text) => (regex ? text.replace(regex, () => content) : text);
}

/** As the library reads it, which knows the differences between Rust's expressions and JavaScript's. */
function compile(config: object, expression: string): RegExp | null {
  try {
    return new ReplaceNormalizer(config as ConstructorParameters<typeof ReplaceNormalizer>[0]).pattern;
  } catch (cause) {
    const what = `${JSON.stringify(expression)} is not a regular expression.`;
    throw new IsoglotError({ code: 'bad-format', what, where: WHERE, remedy: REMEDY }, { cause });
  }
}

/** Character by character: a whole string's `toLowerCase` would turn a final sigma into ς. */
function lowercase(text: string): string {
  return text.replace(/\p{Changes_When_Lowercased}/gu, (character) => character.toLowerCase());
}

function stripMarks(text: string): string {
  return text.replace(/\p{Mn}/gu, '');
}

/** BERT's own cleaning (tokenizers, normalizers/bert.rs). */
function bert(config: Extract<NormalizerConfig, { type: 'BertNormalizer' }>): Normalize {
  const strip = config.strip_accents ?? config.lowercase;
  return (text) => {
    let current = text;
    if (config.clean_text) current = current.replace(CONTROL, '').replace(/\p{White_Space}/gu, ' ');
    if (config.handle_chinese_chars) current = current.replace(IDEOGRAPH, ' $& ');
    if (strip) current = stripMarks(current.normalize('NFD'));
    return config.lowercase ? lowercase(current) : current;
  };
}

/** Control, format and private characters; tab, line feed and carriage return are white space here. */
const CONTROL = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\uFFFD]/gu;
const IDEOGRAPH =
  /[\u4E00-\u9FFF\u3400-\u4DBF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B73F}\u{2B740}-\u{2B81F}\u{2B920}-\u{2CEAF}\uF900-\uFAFF\u{2F800}-\u{2FA1F}]/gu;
