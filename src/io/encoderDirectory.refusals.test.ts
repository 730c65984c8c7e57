import { describe, expect, it } from 'vitest';
import { readEncoderDirectory } from './encoderDirectory';
import { writeSafetensors } from './safetensors';
import { altered, directory } from './testing/encoderFolders';

describe('readEncoderDirectory', () => {
  const pooling = (modes: object) => ({ '1_Pooling/config.json': modes });
  const config = {
    model_type: 'bert',
    vocab_size: 601,
    hidden_size: 32,
    num_hidden_layers: 2,
    num_attention_heads: 4,
    intermediate_size: 64,
    max_position_embeddings: 48,
  };
  const configured = (changes: object) => ({ 'config.json': { ...config, ...changes } });
  it.each<[string, Record<string, unknown>, string]>([
    ['no modules.json beside a pooling', { 'modules.json': null }, 'x: modules.json is missing.'],
    [
      'no config.json beside that of the pooling',
      { 'config.json': null },
      'x: config.json is missing. A folder of sentence-transformers has',
    ],
    [
      'a tokenizer of old',
      { 'tokenizer.json': null, 'vocab.txt': '[PAD]' },
      'the tokenizer is in vocab.txt, which cannot be read; tokenizer.json is missing. Save it once more',
    ],
    ['no tokenizer', { 'tokenizer.json': null }, 'x: tokenizer.json is missing.'],
    ['no weights', { 'model.safetensors': null }, 'x: model.safetensors is missing.'],
    [
      'weights in a pickle',
      { 'model.safetensors': null, 'pytorch_model.bin': 'x' },
      'the weights are in pytorch_model.bin',
    ],
    [
      'another family',
      configured({ model_type: 'roberta' }),
      'x/config.json: the encoder is of the type "roberta"; only the types "bert" and "xlm-roberta" can be run.',
    ],
    ['an absurd size', configured({ hidden_size: 1e9 }), 'config.json: hidden_size'],
    [
      'heads that do not divide',
      configured({ num_attention_heads: 5 }),
      'not a multiple of num_attention_heads 5',
    ],
    ['another activation', configured({ hidden_act: 'relu' }), 'the activation is "relu"; only "gelu" can'],
    [
      'other positions',
      configured({ position_embedding_type: 'relative_key' }),
      'the position embeddings are "relative_key"; only "absolute" ones can be run.',
    ],
    ['a decoder', configured({ is_decoder: true }), 'the model is a decoder; only encoders can be run.'],
    [
      'two poolings of the new style',
      pooling({ pooling_mode: ['mean', 'max'] }),
      'the pooling is mean and max; only mean, cls or max alone can be run.',
    ],
    [
      'pooling without the prompt',
      pooling({ pooling_mode: 'mean', include_prompt: false }),
      'x/1_Pooling/config.json: the pooling leaves the prompt out, which cannot be run.',
    ],
    [
      'a strange module',
      { 'modules.json': [{ path: '', type: 'sentence_transformers.models.CLIPModel' }] },
      'x/modules.json: the encoder has a module "CLIPModel"; only Transformer, Pooling, Dense and Normalize',
    ],
    ['no positions', configured({ max_position_embeddings: 2 }), 'leaves room for 2 tokens only'],
    ['JSON that breaks', { 'config.json': '{"model_type": ' }, 'config.json: line 1'],
    [
      'two poolings',
      pooling({ pooling_mode_cls_token: true, pooling_mode_max_tokens: true }),
      'only mean, cls or max',
    ],
    [
      'weighted pooling',
      pooling({ pooling_mode_weightedmean_tokens: true }),
      'the pooling is weightedmean; only',
    ],
    [
      'lower-casing',
      { 'sentence_bert_config.json': { do_lower_case: true } },
      'texts are lower-cased outside the tokenizer, which cannot be run.',
    ],
    ['modules upside down', { 'modules.json': [{ path: '', type: 'a.Pooling' }] }, 'the modules are Pooling'],
    ['cut weights', { 'model.safetensors': new Uint8Array(100) }, 'x/model.safetensors'],
  ])('refuses %s', async (_, changes, words) => {
    await expect(
      readEncoderDirectory(await altered('fixtures/encoders/tiny-e5', changes)),
    ).rejects.toMatchObject({
      name: 'IsoglotError',
      message: expect.stringContaining(words) as string,
      remedy: expect.stringMatching(/\w/) as string,
    });
  });

  const dense = { in_features: 32, out_features: 24, bias: true };
  it.each<[string, Record<string, unknown>, string]>([
    [
      'another input size',
      { '2_Dense/config.json': { ...dense, in_features: 31 } },
      'in_features is 31, but 32',
    ],
    [
      'an activation that is none',
      { '2_Dense/config.json': { ...dense, activation_function: 'mine.Swish' } },
      'x/2_Dense/config.json: the activation "mine.Swish" cannot be run',
    ],
    [
      'a residual connection',
      { '2_Dense/config.json': { ...dense, use_residual: true } },
      'x/2_Dense/config.json: the layer has a residual connection, which cannot be run.',
    ],
    ['no weights', { '2_Dense/model.safetensors': null }, 'x: 2_Dense/model.safetensors is missing.'],
    [
      'weights in a pickle',
      { '2_Dense/model.safetensors': null, '2_Dense/pytorch_model.bin': 'x' },
      'the weights are in 2_Dense/pytorch_model.bin',
    ],
  ])('refuses a dense layer with %s', async (_, changes, words) => {
    await expect(
      readEncoderDirectory(await altered('fixtures/encoders/tiny-labse', changes)),
    ).rejects.toThrow(words);
  });

  it.each([NaN, Infinity, -Infinity])(
    'refuses weights with %s in them, wherever it stands',
    async (broken) => {
      const { weights } = await readEncoderDirectory(await directory('fixtures/encoders/tiny-e5'));
      weights.get('embeddings.word_embeddings.weight')!.data[601 * 32 - 1] = broken;
      const files = await altered('fixtures/encoders/tiny-e5', {
        'model.safetensors': writeSafetensors(weights),
      });
      await expect(readEncoderDirectory(files)).rejects.toMatchObject({
        code: 'bad-file',
        where: 'x/model.safetensors: tensor "embeddings.word_embeddings.weight"',
        what: `number 19232 of 19232 is ${broken}.`,
      });
    },
  );

  it('says what a folder needs when there is nothing', async () => {
    await expect(readEncoderDirectory([])).rejects.toThrow('1_Pooling/config.json');
  });

  it('points at the folder that was meant', async () => {
    const deeper = (await directory('fixtures/encoders/tiny-e5')).map((file) => ({
      ...file,
      path: `a/${file.path}`,
    }));
    await expect(readEncoderDirectory(deeper)).rejects.toThrow('It lies deeper, at tiny-e5/modules.json');
  });
});
