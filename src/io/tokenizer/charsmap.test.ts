import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createCharsmap } from './charsmap';

describe('createCharsmap', () => {
  const file = new URL('../../../public/encoders/isoglot-nano/tokenizer.json', import.meta.url);
  const { normalizer } = JSON.parse(readFileSync(file, 'utf8')) as {
    normalizer: { normalizers: [{ precompiled_charsmap: string }] };
  };
  const normalize = createCharsmap(normalizer.normalizers[0].precompiled_charsmap);

  // sentencepiece's nmt_nfkc rules.
  it.each([
    ['ＡＢＣ　１', 'ABC 1'],
    ['ﬁ½', 'fi1⁄2'],
    ['a\u200bb\ufeff', 'a b '],
    ['tab\there', 'tab here'],
    ['bell\u0007', 'bell'],
    ['e\u0301', 'é'],
    ['～', '～'],
    ['हिन्दी', 'हिन्दी'],
    ['', ''],
  ])('maps %j to %j', (text, mapped) => {
    expect(normalize(text)).toBe(mapped);
  });

  it('never reads outside a damaged trie', () => {
    const bytes = new Uint8Array(4 + 16 + 4).fill(0xff);
    new DataView(bytes.buffer).setUint32(0, 16, true);
    const damaged = createCharsmap(btoa(String.fromCharCode(...bytes)));
    expect(damaged('any text')).toBe('any text');
  });
});
