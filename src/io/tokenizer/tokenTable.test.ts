import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { tokensOf, textCount } from '../../core/tokens';
import { createTokenizer } from './tokenizer';
import { tokenizeAll } from './tokenTable';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8'));

describe('tokenizeAll', () => {
  const folder = 'fixtures/encoders/tiny-labse';
  const tokenizer = createTokenizer(
    read(`${folder}/tokenizer.json`),
    read(`${folder}/tokenizer_config.json`),
  );

  it('puts texts of any length one behind the other', async () => {
    const texts = ['', 'moon', 'The old bridge was built by a stonemason. '.repeat(40)];
    const seen: number[] = [];
    const table = await tokenizeAll(tokenizer, texts, 300, (done) => seen.push(done));
    expect(textCount(table)).toBe(3);
    texts.forEach((text, i) => expect([...tokensOf(table, i)]).toEqual(tokenizer.encode(text, 300)));
    expect(table.ids.length).toBe(table.offsets[3]);
    expect(seen.at(-1)).toBe(3);
  });

  it('can be cancelled between two slices', async () => {
    const stop = new AbortController();
    const slow = { ...tokenizer, encode: (text: string) => (spin(5), tokenizer.encode(text, 8)) };
    const texts = new Array<string>(2000).fill('moon');
    const running = tokenizeAll(slow, texts, 8, () => stop.abort(), stop.signal);
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });
});

function spin(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}
