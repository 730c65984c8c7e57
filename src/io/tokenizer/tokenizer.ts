import { Tokenizer as Library } from '@huggingface/tokenizers';
import { z } from 'zod';
import { IsoglotError } from '../../core/errors';
import { tokenizerConfig } from '../../protocol/encoderFiles';
import { parseBy } from '../json';
import { MetaspaceSplitter, OwnNormalizer, RememberingModel } from './libraryParts';
import { createNormalizer } from './normalizer';

const REMEDY = 'Take a fresh copy of the tokenizer files.';

/** Turns text into ids exactly as Hugging Face's `tokenizers` does. */
export interface Tokenizer {
  /**
   * Ids of a text, special tokens included; the prompt, if any, is already part of the text.
   * @param maxLength Longest result in tokens, at least 2; what is too long loses its end but keeps the closing
   *   special token.
   */
  encode(text: string, maxLength: number): number[];
  padId: number;
  /** Ids that do not come from the words of a text: padding, unknown, what is put around it, all added tokens. */
  specials: number[];
  /** One more than the largest id. */
  vocabulary: number;
}

const id = z.number().int().min(0).max(10_000_000);
const preTokenizer = z.looseObject({
  type: z.string(),
  replacement: z.string().length(1).optional(),
  split: z.boolean().optional(),
  get pretokenizers() {
    return z.array(preTokenizer).optional();
  },
});
type PreTokenizerConfig = z.output<typeof preTokenizer>;
const postProcessor = z.looseObject({
  type: z.string(),
  single: z
    .array(
      z.looseObject({
        Sequence: z.looseObject({}).optional(),
        SpecialToken: z.looseObject({ id: z.string() }).optional(),
      }),
    )
    .optional(),
  get processors() {
    return z.array(postProcessor).optional();
  },
});
const tokenizerJson = z.looseObject({
  model: z.looseObject({
    type: z.string().max(100).optional(),
    vocab: z.union([
      z.array(z.tuple([z.string(), z.number()])).min(1),
      z.record(z.string(), id).refine((pieces) => Object.keys(pieces).length > 0, 'it holds no piece'),
    ]),
  }),
  normalizer: z.unknown().default(null),
  pre_tokenizer: preTokenizer.nullish().default(null),
  post_processor: postProcessor.nullish().default(null),
  decoder: z.unknown().default(null),
  added_tokens: z.array(z.looseObject({ id, content: z.string() })).default([]),
});

/**
 * Makes a tokenizer from its files.
 * @param json `tokenizer.json`, parsed as JSON.
 * @param config `tokenizer_config.json`, parsed as JSON; `{}` where there is none.
 * @throws IsoglotError `bad-format` or `bad-encoder` naming the file and what cannot be run.
 */
export function createTokenizer(json: unknown, config: unknown): Tokenizer {
  const description = parseBy(tokenizerJson, json, 'tokenizer.json', REMEDY);
  requireKnownKind(description.model);
  const settings = parseBy(tokenizerConfig, config, 'tokenizer_config.json', REMEDY);
  const library = openLibrary(
    { ...description, normalizer: null, pre_tokenizer: withUnicodeBlanks(description.pre_tokenizer) },
    settings,
  );
  library.normalizer = new OwnNormalizer(createNormalizer(description.normalizer));
  const replacement = splitMark(description.pre_tokenizer);
  if (replacement !== null && library.pre_tokenizer) {
    library.pre_tokenizer = new MetaspaceSplitter(library.pre_tokenizer, replacement);
  }
  if (library.model) library.model = new RememberingModel(library.model);
  requireSpecialTokens(library, description.post_processor);
  const padId = findPadding(library, settings.pad_token);
  requireUnknownPiece(library);
  const closing = closingTokens(description.post_processor);
  return {
    encode: (text, maxLength) => {
      const { ids } = library.encode(text);
      if (ids.length <= maxLength) return ids;
      return [...ids.slice(0, maxLength - closing), ...ids.slice(ids.length - closing)];
    },
    padId,
    specials: [
      ...new Set([
        padId,
        ...description.added_tokens.map((token) => token.id),
        ...library.encode('').ids,
        ...library.encode(STRANGE).ids,
      ]),
    ].sort((a, b) => a - b),
    vocabulary: library.model?.vocab.length ?? 0,
  };
}

/** Unigram and WordPiece are compared with Hugging Face's own tokenizers, others are not: their ids could be wrong. */
function requireKnownKind(model: z.output<typeof tokenizerJson>['model']): void {
  // Early files name no kind; byte-pair encoding is told by its merges.
  const kind = model.type ?? ('merges' in model ? 'BPE' : 'WordPiece');
  if (kind === 'Unigram' || kind === 'WordPiece') return;
  throw new IsoglotError({
    code: 'bad-encoder',
    what: `the tokenizer is of the kind "${kind}"; only Unigram and WordPiece can be run.`,
    where: 'tokenizer.json: model',
    remedy: 'Choose an encoder with one of these, such as LaBSE or multilingual-e5-small.',
  });
}

function openLibrary(description: object, settings: object): Library {
  try {
    return new Library(description, settings);
  } catch (cause) {
    throw new IsoglotError(
      {
        code: 'bad-encoder',
        what: `this tokenizer cannot be run: ${cause instanceof Error ? cause.message : String(cause)}.`,
        where: 'tokenizer.json',
        remedy: REMEDY,
      },
      { cause },
    );
  }
}

/** `WhitespaceSplit` by Unicode's own list: JavaScript's `\s` counts U+FEFF in and leaves U+0085 out. */
function withUnicodeBlanks(config: PreTokenizerConfig | null): object | null {
  if (config?.type === 'WhitespaceSplit') return { type: 'Split', pattern: { Regex: '\\S+' }, invert: true };
  if (!config?.pretokenizers) return config;
  return { ...config, pretokenizers: config.pretokenizers.map(withUnicodeBlanks) };
}

/** The mark before which words are split, or null where no `Metaspace` asks for it. */
function splitMark(config: PreTokenizerConfig | null): string | null {
  if (!config) return null;
  if (config.type === 'Metaspace') return config.split === false ? null : (config.replacement ?? '▁');
  return config.pretokenizers?.map(splitMark).find((mark) => mark !== null) ?? null;
}

/** How many special tokens follow a single text. */
function closingTokens(config: z.output<typeof postProcessor> | null): number {
  switch (config?.type) {
    case 'TemplateProcessing': {
      const single = config.single ?? [];
      return single.length - 1 - single.findIndex((item) => item.Sequence);
    }
    case 'BertProcessing':
    case 'RobertaProcessing':
      return 1;
    default:
      return config?.processors?.reduce((sum, inner) => sum + closingTokens(inner), 0) ?? 0;
  }
}

/** The library would put the unknown piece, or nothing, in the place of a special token that it does not know. */
function requireSpecialTokens(library: Library, config: z.output<typeof postProcessor> | null): void {
  for (const { SpecialToken } of config?.single ?? []) {
    if (SpecialToken && library.token_to_id(SpecialToken.id) === undefined) {
      throw new IsoglotError({
        code: 'bad-encoder',
        what: `the special token "${SpecialToken.id}" is not in the vocabulary.`,
        where: 'tokenizer.json: post_processor',
        remedy: REMEDY,
      });
    }
  }
  for (const inner of config?.processors ?? []) requireSpecialTokens(library, inner);
}

/** A cuneiform sign, which no vocabulary has. */
const STRANGE = '\u{12345}';

/** A character that is in no piece must get an id, too: the library leaves it undefined without a word. */
function requireUnknownPiece(library: Library): void {
  const pieces = library.model?.vocab.length ?? 0;
  const isId = (found: number | undefined) => Number.isInteger(found) && found! >= 0 && found! < pieces;
  if (library.encode(STRANGE).ids.every(isId)) return;
  throw new IsoglotError({
    code: 'bad-encoder',
    what: 'a character that no piece covers gets no id: the unknown piece is not in the vocabulary.',
    where: 'tokenizer.json: model',
    remedy: REMEDY,
  });
}

function findPadding(library: Library, named: z.output<typeof tokenizerConfig>['pad_token']): number {
  const name = typeof named === 'string' ? named : named?.content;
  for (const token of name === undefined ? ['<pad>', '[PAD]'] : [name]) {
    const found = library.token_to_id(token);
    if (found !== undefined) return found;
  }
  throw new IsoglotError({
    code: 'bad-encoder',
    what: `the padding token ${name ?? '<pad> or [PAD]'} is not in the vocabulary.`,
    where: 'tokenizer_config.json: pad_token',
    remedy: REMEDY,
  });
}
