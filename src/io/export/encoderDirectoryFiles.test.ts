import { describe, expect, it } from 'vitest';
import { readEncoderDirectory } from '../encoderDirectory';
import { fileFromBytes, type InputFile } from '../files';
import { altered, directory } from '../testing/encoderFolders';
import { encoderDirectoryFiles } from './encoderDirectoryFiles';

async function exported(files: InputFile[], card?: string) {
  const encoder = await readEncoderDirectory(files);
  const written = encoderDirectoryFiles(encoder, encoder.weights, card);
  const text = (path: string) => new TextDecoder().decode(written.find((file) => file.path === path)?.bytes);
  return { encoder, written, paths: written.map(({ path }) => path).sort(), text };
}

describe('encoderDirectoryFiles', () => {
  it('has every file once, and a folder for every module', async () => {
    const { paths } = await exported(await directory('fixtures/encoders/tiny-labse'), 'card');
    expect(paths).toEqual([
      '1_Pooling/config.json',
      '2_Dense/config.json',
      '2_Dense/model.safetensors',
      '3_Normalize/config.json',
      'README.md',
      'config.json',
      'config_sentence_transformers.json',
      'expected.json',
      'model.safetensors',
      'modules.json',
      'sentence_bert_config.json',
      'special_tokens_map.json',
      'tokenization.json',
      'tokenizer.json',
      'tokenizer_config.json',
    ]);
  });

  it('puts the card in the place of the one that was there, or leaves that', async () => {
    const files = await directory('public/encoders/isoglot-nano');
    expect((await exported(files, '# trained')).text('README.md')).toBe('# trained');
    expect((await exported(files)).text('README.md')).toMatch(/^# isoglot-nano/);
  });

  it('leaves out lists of files that are true no more', async () => {
    expect((await exported(await directory('public/encoders/isoglot-nano'))).paths).not.toContain(
      'index.json',
    );
  });

  it.each(['dtype', 'torch_dtype'])('says in %s that the weights are float32 now', async (field) => {
    const changed = await altered('fixtures/encoders/tiny-e5', {});
    const config = JSON.parse((await exported(changed)).text('config.json')) as object;
    const files = await altered('fixtures/encoders/tiny-e5', {
      'config.json': { ...config, [field]: 'float16' },
    });
    expect(JSON.parse((await exported(files)).text('config.json'))).toEqual({
      ...config,
      [field]: 'float32',
    });
  });

  it('gives a plain folder the modules that it was run with', async () => {
    const plain = (await directory('fixtures/encoders/tiny-xlmr')).filter(({ path }) =>
      /xlmr\/(config|tokenizer|tokenizer_config)\.json$|model\.safetensors$/.test(path),
    );
    const { encoder, written, text } = await exported(plain);
    expect(JSON.parse(text('1_Pooling/config.json'))).toMatchObject({ word_embedding_dimension: 32 });
    const again = await readEncoderDirectory(
      written.map(({ path, bytes }) => fileFromBytes(`tiny-xlmr/${path}`, bytes)),
    );
    expect(again.definition).toEqual(encoder.definition);
    expect(again.warnings).toEqual([]);
  });
});
