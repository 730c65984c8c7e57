import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { IsoglotError } from '../../core/errors';
import { createTokenizer } from './tokenizer';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8'));
const open = (folder: string) =>
  createTokenizer(read(`${folder}/tokenizer.json`), read(`${folder}/tokenizer_config.json`));

interface Case {
  text: string;
  ids: number[];
}

describe('createTokenizer', () => {
  it('gives the ids that the bundled encoder was trained with', () => {
    const { models } = read('fixtures/models/expected-tokens.json') as {
      models: Record<'isoglot-nano', Record<'texts' | 'edge', { input: string; ids: number[] }[]>>;
    };
    const { texts, edge } = models['isoglot-nano'];
    const tokenizer = open('public/encoders/isoglot-nano');
    expect([...texts, ...edge].length).toBe(41);
    for (const { input, ids } of [...texts, ...edge]) {
      expect({ input, ids: tokenizer.encode(input, 256) }).toEqual({ input, ids });
    }
    expect(tokenizer.padId).toBe(1);
    expect(tokenizer.vocabulary).toBe(24000);
  });

  it.each(['tiny-xlmr', 'tiny-labse', 'tiny-e5'])('gives the ids of Hugging Face for %s', (name) => {
    const tokenizer = open(`fixtures/encoders/${name}`);
    const { sentences, edge, vocab_size } = read(`fixtures/encoders/${name}/tokenization.json`) as {
      sentences: Case[];
      edge: Case[];
      vocab_size: number;
    };
    expect(tokenizer.vocabulary).toBe(vocab_size);
    expect(sentences.length).toBe(112);
    for (const { text, ids } of [...sentences, ...edge]) {
      expect({ text, ids: tokenizer.encode(text, 10_000) }).toEqual({ text, ids });
    }
  });

  it('pads with the id of the tokenizer, which may differ from that of config.json', () => {
    expect(open('fixtures/encoders/tiny-e5').padId).toBe(1);
    expect(open('fixtures/encoders/tiny-labse').padId).toBe(0);
  });

  it.each([
    ['tiny-xlmr', [0, 1, 2, 3, 621]],
    ['tiny-labse', [0, 1, 2, 3, 4]],
  ])('knows the special pieces of %s', (name, ids) => {
    expect(open(`fixtures/encoders/${name}`).specials).toEqual(expect.arrayContaining(ids));
  });

  it.each(['tiny-xlmr', 'tiny-labse'])('keeps the closing token of %s when it cuts', (name) => {
    const tokenizer = open(`fixtures/encoders/${name}`);
    const text = 'The old bridge was built by a stonemason named Mira in 1872.';
    const whole = tokenizer.encode(text, 1000);
    expect(tokenizer.encode(text, 8)).toEqual([...whole.slice(0, 7), whole.at(-1)]);
    expect(tokenizer.encode(text, whole.length)).toEqual(whole);
  });

  // Ids by Hugging Face tokenizers 0.23.3, which splits at U+0085 but not at U+FEFF.
  it.each([
    ['e\u0085e', [0, 28, 28, 2]],
    ['◈◈ ◈', [0, 6, 3, 6, 3, 2]],
    ['a<mask>b', [0, 10, 23999, 732, 2]],
  ])('encodes %j', (text, ids) => {
    expect(open('public/encoders/isoglot-nano').encode(text, 256)).toEqual(ids);
  });

  // Ids by Hugging Face tokenizers 0.23.3: the pieces of tiny-labse behind BERT's other normalisations.
  it.each<[string, object, [string, number[]][]]>([
    [
      'lower-cased, without accents',
      { lowercase: true, strip_accents: null },
      [
        ['Who BUILT the Old Bridge?', [2, 617, 336, 607, 546, 333, 504, 45, 583, 695, 335, 365, 597, 15, 3]],
        [
          'Ärger über ÉTÉ, naïve ΣΟΦΟΣ',
          [2, 32, 342, 597, 342, 50, 338, 500, 36, 545, 6, 611, 335, 663, 1, 3],
        ],
        ['中国a𠀀b', [2, 1, 1, 32, 1, 33, 3]],
        ['e\u0301a\u0300', [2, 36, 334, 3]],
        ['İstanbul IĞDIR', [2, 603, 529, 338, 363, 364, 40, 429, 365, 335, 342, 3]],
        ['a\u200db\u0000c\td', [2, 606, 345, 35, 3]],
        ['हिन्दी चाँद', [2, 162, 360, 362, 416, 358, 527, 416, 3]],
      ],
    ],
    [
      'lower-cased, with accents',
      { lowercase: true, strip_accents: false },
      [
        ['Ärger über ÉTÉ, naïve ΣΟΦΟΣ', [2, 55, 342, 597, 342, 56, 338, 500, 1, 6, 1, 1, 3]],
        ['e\u0301a\u0300', [2, 1, 3]],
        ['İstanbul IĞDIR', [2, 1, 1, 3]],
        ['हिन्दी चाँद', [2, 162, 360, 362, 431, 416, 358, 527, 398, 416, 3]],
      ],
    ],
    [
      'cased, without accents, cleaning and ideographs',
      { lowercase: false, strip_accents: true, clean_text: false, handle_chinese_chars: false },
      [
        ['Who BUILT the Old Bridge?', [2, 538, 336, 1, 504, 26, 583, 17, 342, 335, 365, 597, 15, 3]],
        ['中国a𠀀b', [2, 1, 3]],
        ['a\u200db\u0000c\td', [2, 1, 35, 3]],
        ['İstanbul IĞDIR', [2, 681, 333, 529, 338, 363, 364, 1, 3]],
      ],
    ],
  ])('runs WordPiece on text that is %s', (_, options, cases) => {
    const json = read('fixtures/encoders/tiny-labse/tokenizer.json') as { normalizer: object };
    const tokenizer = createTokenizer(
      { ...json, normalizer: { ...json.normalizer, ...options } },
      read('fixtures/encoders/tiny-labse/tokenizer_config.json'),
    );
    for (const [text, ids] of cases) {
      expect({ text, ids: tokenizer.encode(text, 100) }).toEqual({ text, ids });
    }
  });

  it.each<[string, unknown, unknown, string]>([
    ['a list', [], {}, 'tokenizer.json'],
    ['no model', { model: null }, {}, 'tokenizer.json: model'],
    [
      'byte-pair encoding',
      { model: { type: 'BPE', vocab: { '<pad>': 0 }, merges: [] } },
      {},
      'tokenizer.json: model: the tokenizer is of the kind "BPE"; only Unigram and WordPiece can be run.',
    ],
    [
      'byte-pair encoding by its merges',
      { model: { vocab: { '<pad>': 0 }, merges: [] } },
      {},
      'of the kind "BPE"',
    ],
    [
      'another normaliser',
      { model: { type: 'WordPiece', vocab: { '[PAD]': 0 } }, normalizer: { type: 'Magic' } },
      {},
      'tokenizer.json: normalizer: type',
    ],
    [
      'another pre-tokenizer',
      { model: { type: 'WordPiece', vocab: { '[PAD]': 0 } }, pre_tokenizer: { type: 'Magic' } },
      {},
      'this tokenizer cannot be run: Unknown PreTokenizer type: Magic',
    ],
    ['no padding', { model: { type: 'WordPiece', vocab: { a: 0 } } }, { pad_token: '<p>' }, '<p> is not in'],
    [
      'a broken map',
      { model: { type: 'WordPiece', vocab: { '[PAD]': 0 } }, normalizer: broken('!') },
      {},
      'base64',
    ],
    [
      'a cut map',
      { model: { type: 'WordPiece', vocab: { '[PAD]': 0 } }, normalizer: broken('AAgAAA==') },
      {},
      'trie',
    ],
  ])('refuses %s', (_, json, config, words) => {
    expect(() => createTokenizer(json, config)).toThrow(words);
    expect(() => createTokenizer(json, config)).toThrow(expect.objectContaining({ name: 'IsoglotError' }));
  });
});

function broken(precompiled_charsmap: string) {
  return { type: 'Precompiled', precompiled_charsmap };
}

describe('createTokenizer with a broken file', () => {
  interface Description {
    model: Record<string, unknown>;
    [field: string]: unknown;
  }
  const broken = (encoder: string, change: (json: Description) => void) => () => {
    const json = read(`fixtures/encoders/${encoder}/tokenizer.json`) as Description;
    change(json);
    return createTokenizer(json, read(`fixtures/encoders/${encoder}/tokenizer_config.json`));
  };
  const nested = (depth: number): object => {
    let config: object = { type: 'Whitespace' };
    for (let i = 0; i < depth; i++) config = { type: 'Sequence', pretokenizers: [config] };
    return config;
  };
  const template = (token: string) => ({
    type: 'TemplateProcessing',
    single: [{ SpecialToken: { id: token, type_id: 0 } }, { Sequence: { id: 'A', type_id: 0 } }],
    pair: [],
    special_tokens: {},
  });

  // Each of these would otherwise give wrong ids, and so wrong figures, without a word.
  it.each<[string, string, (json: Description) => void, string]>([
    ['no unknown piece', 'tiny-e5', ({ model }) => delete model.unk_id, 'model: a character that no piece'],
    ['text for a number', 'tiny-e5', ({ model }) => (model.unk_id = 'x'), 'model: a character that no piece'],
    ['an id outside', 'tiny-e5', ({ model }) => (model.unk_id = 601), 'model: a character that no piece'],
    [
      'an unknown unknown',
      'tiny-labse',
      ({ model }) => (model.unk_token = '[NO]'),
      'model: a character that no piece',
    ],
    ['no pieces', 'tiny-labse', ({ model }) => (model.vocab = {}), 'model.vocab'],
    [
      'a special token that is none',
      'tiny-e5',
      (json) => (json.post_processor = template('<zzz>')),
      'post_processor: the special token "<zzz>" is not in the vocabulary.',
    ],
    [
      'an expression that is none',
      'tiny-e5',
      (json) => (json.normalizer = { type: 'Replace', pattern: { Regex: '(((' }, content: '' }),
      'normalizer: "(((" is not a regular expression.',
    ],
    [
      'endless nesting',
      'tiny-e5',
      (json) => (json.pre_tokenizer = nested(20_000)),
      'tokenizer.json: it is nested too deeply.',
    ],
  ])('refuses %s', (_, encoder, change, says) => {
    expect(broken(encoder, change)).toThrow(says);
    expect(broken(encoder, change)).toThrow(IsoglotError);
  });
});
