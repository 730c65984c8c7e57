import { expect, it } from 'vitest';
import { fileFromBytes } from '../io/files';
import { joinTokens } from './joinTokens';
import { furtherSetOf, readDataMaterial, withMoreData } from './materials';
import { tokenized, tokenizedMaterials } from './testing/smallStage';

const LINES = [
  '{"q": "Who?", "p": "I.", "language": "en"}',
  '{"q": "Wer?", "p": "Ich und du.", "language": "de"}',
];
const own = () =>
  readDataMaterial([fileFromBytes('own.jsonl', new TextEncoder().encode(LINES.join('\n')))], 'auto');

it('joined tokens are those of the joined texts', async () => {
  const main = await tokenizedMaterials();
  const more = await own();
  const data = withMoreData(main.data, [more]);
  const joined = joinTokens(data, [main, await tokenized(main.material, more)]);
  expect(joined).toEqual(await tokenized(main.material, data));
});

it('a further set tells its pairs by the query’s language, under its own name', async () => {
  const pairs = { de: 1, en: 1 };
  expect(furtherSetOf(await own(), 'jsonl')).toMatchObject({ data: 'own', format: 'jsonl', pairs });
});
