import { beforeAll, describe, expect, it } from 'vitest';
import { tokensOf } from '../core/tokens';
import { drain } from './progress';
import { tokenizeCorpus, type TokenizedCorpus, type TokenSettings } from './stage';
import { tokenizedMaterials } from './testing/smallStage';

let own: TokenizedCorpus;
beforeAll(async () => {
  own = await tokenizedMaterials();
});

/** The first query and passage in tokens, and the texts they were made of. */
async function first(settings: Partial<TokenSettings>) {
  const { material, data } = own;
  const none = { queryPrompt: null, passagePrompt: null };
  const all = { maxLength: 128, ...none, passageText: 'sentence' as const, ...settings };
  const { queries, passages } = await drain(tokenizeCorpus(material, data, all), () => undefined);
  return { query: [...tokensOf(queries, 0)], passage: [...tokensOf(passages, 0)] };
}
const encoded = (text: string, length = 32) => own.material.tokenizer.encode(text, length);

describe('tokenizeCorpus', () => {
  it.each<[string, Partial<TokenSettings>, string, string]>([
    ['the prompts of the encoder', {}, 'query: ', 'passage: '],
    ['those of the configuration', { queryPrompt: 'Frage ', passagePrompt: 'Satz ' }, 'Frage ', 'Satz '],
    ['one of them', { passagePrompt: 'Satz ' }, 'query: ', 'Satz '],
    ['none where they are empty', { queryPrompt: '', passagePrompt: '' }, '', ''],
  ])('puts %s before the texts', async (_, settings, query, passage) => {
    const { queries, passages } = own.data.corpus;
    expect(await first(settings)).toEqual({
      query: encoded(query + queries[0]!.text),
      passage: encoded(passage + passages[0]!.text),
    });
  });

  it('puts the paragraph behind the sentence, where it is asked for', async () => {
    const { material, data } = own;
    const { passages } = data.corpus;
    // A sentence short enough that something of its paragraph stays within the encoder's 32 tokens.
    const short = passages.findIndex(({ text }) => encoded(`passage: ${text}`).length < 20);
    const paragraphOf = ({ id }: { id: string }) => id.replace(/_\d+$/, '');
    const paragraph = passages.filter((other) => paragraphOf(other) === paragraphOf(passages[short]!));
    const settings = { maxLength: 128, queryPrompt: null, passagePrompt: null } as const;
    const found = await drain(
      tokenizeCorpus(material, data, { ...settings, passageText: 'sentence-context' }),
      () => undefined,
    );
    const sentence = `passage: ${passages[short]!.text}`;
    const whole = encoded(`${sentence}${paragraph.map(({ text }) => text).join(' ')}`);
    expect(whole.length).toBeGreaterThan(encoded(sentence).length);
    expect([...tokensOf(found.passages, short)]).toEqual(whole);
  });

  it('cuts at the length of the configuration, or of the encoder if that is shorter', async () => {
    expect((await first({ maxLength: 8 })).passage).toHaveLength(8);
    expect(own.material.files.definition.maxLength).toBe(32);
  });
});
