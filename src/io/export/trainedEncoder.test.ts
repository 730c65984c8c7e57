import { expect, it } from 'vitest';
import type { Configuration, Result } from '../../protocol';
import { readEncoderDirectory } from '../encoderDirectory';
import { fileFromBytes } from '../files';
import { altered, directory } from '../testing/encoderFolders';
import { trainedEncoder } from './trainedEncoder';

const empty = { map: null, perLanguage: {}, pairs: {} };
const result = (prompts: Pick<Configuration, 'queryPrompt' | 'passagePrompt'>) =>
  ({
    configuration: { ...prompts, name: 'r', languages: ['de'], targetDomains: [], strategy: 'X-X' },
    encoder: { name: 'e' },
    data: { languages: [] },
    backend: {},
    isoglot: {},
    warnings: [],
    before: null,
    scores: {
      monolingual: empty,
      crosslingual: empty,
      multilingual: empty,
      languageBias: { rankDistance: {} },
    },
  }) as unknown as Result;

async function promptsAfter(
  files: Awaited<ReturnType<typeof directory>>,
  prompts: Pick<Configuration, 'queryPrompt' | 'passagePrompt'>,
) {
  const encoder = await readEncoderDirectory(files);
  const written = trainedEncoder(encoder, encoder.weights, result(prompts));
  const again = await readEncoderDirectory(
    written.map(({ path, bytes }) => fileFromBytes(`x/${path}`, bytes)),
  );
  const settings = again.raw.get('config_sentence_transformers.json');
  const text = settings && (JSON.parse(new TextDecoder().decode(settings)) as { prompts: object });
  return { read: again.definition.prompts, stored: text?.prompts };
}
const e5 = () => directory('fixtures/encoders/tiny-e5');
const NONE = { queryPrompt: null, passagePrompt: null };

it('keeps the prompts of the encoder, a passage also as the document of sentence-transformers', async () => {
  expect(await promptsAfter(await e5(), NONE)).toEqual({
    read: { query: 'query: ', passage: 'passage: ' },
    stored: { query: 'query: ', passage: 'passage: ', document: 'passage: ' },
  });
});

it('writes the prompts that were trained with, and that there are none', async () => {
  const given = { queryPrompt: 'ask ', passagePrompt: 'say ' };
  expect((await promptsAfter(await e5(), given)).read).toEqual({ query: 'ask ', passage: 'say ' });
  const bare = await altered('fixtures/encoders/tiny-e5', { 'config_sentence_transformers.json': null });
  expect((await promptsAfter(bare, given)).read).toEqual({ query: 'ask ', passage: 'say ' });
  expect((await promptsAfter(await e5(), { queryPrompt: '', passagePrompt: '' })).read).toEqual({
    query: '',
    passage: '',
  });
  expect((await promptsAfter(bare, NONE)).stored).toBeUndefined();
});
