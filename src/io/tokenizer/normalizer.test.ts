import { describe, expect, it } from 'vitest';
import { createNormalizer } from './normalizer';

describe('createNormalizer', () => {
  const bert = (options: object) => ({
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
    ...options,
  });
  // By the rules of BERT's BasicTokenizer (google-research/bert, tokenization.py).
  it.each<[object | null, string, string]>([
    [null, 'As it is', 'As it is'],
    [bert({}), 'Ärger ΣΑΣ', 'arger σασ'],
    [bert({ strip_accents: false }), 'Ärger', 'ärger'],
    [bert({ lowercase: false }), 'Ärger', 'Ärger'],
    [bert({}), 'a\u0000b\u200d\tc', 'ab c'],
    [bert({}), '中a𠀀', ' 中 a 𠀀 '],
    [{ type: 'Replace', pattern: { String: 'a' }, content: '$&' }, 'banana', 'b$&n$&n$&'],
    [{ type: 'Replace', pattern: { Regex: ' {2,}' }, content: ' ' }, 'a   b', 'a b'],
    [{ type: 'Lowercase' }, 'ΟΔΟΣ', 'οδοσ'],
    [{ type: 'StripAccents' }, 'e\u0301', 'e'],
    [{ type: 'Strip', strip_left: true, strip_right: false }, ' a ', 'a '],
    [{ type: 'Prepend', prepend: '▁' }, 'a', '▁a'],
    [{ type: 'Sequence', normalizers: [{ type: 'NFD' }, { type: 'StripAccents' }] }, 'é', 'e'],
  ])('%j turns %j into %j', (config, text, normalized) => {
    expect(createNormalizer(config)(text)).toBe(normalized);
  });

  it('refuses endless nesting', () => {
    let config: object = { type: 'NFC' };
    for (let i = 0; i < 12; i++) config = { type: 'Sequence', normalizers: [config] };
    expect(() => createNormalizer(config)).toThrow('nested more than');
  });
});
