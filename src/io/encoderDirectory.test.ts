import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readEncoderDirectory } from './encoderDirectory';
import { encoderDirectoryFiles } from './export/encoderDirectoryFiles';
import { fileFromBytes, type InputFile } from './files';
import { readDirectory } from './nodeFiles';
import { writeSafetensors } from './safetensors';

const path = (name: string) => new URL(`../../${name}`, import.meta.url).pathname;
const directory = (name: string) => readDirectory(path(name));
const text = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

/** The files of a fixture with some of them replaced (`null`: taken away), paths below its folder. */
async function altered(name: string, changes: Record<string, unknown>): Promise<InputFile[]> {
  const files = (await directory(name)).filter((file) => !(below(file.path) in changes));
  const added = Object.entries(changes).filter(([, value]) => value !== null);
  return [...files, ...added.map(([place, value]) => fileFromBytes(`x/${place}`, content(value)))].map(
    (file) => ({
      ...file,
      path: `x/${below(file.path)}`,
    }),
  );
}
const below = (place: string) => place.slice(place.indexOf('/') + 1);
const content = (value: unknown) => (value instanceof Uint8Array ? value : text(value));

describe('readEncoderDirectory', () => {
  it('reads the bundled encoder', async () => {
    const encoder = await readEncoderDirectory(await directory('public/encoders/isoglot-nano'));
    expect(encoder.definition).toEqual({
      name: 'isoglot-nano',
      family: 'bert',
      vocabulary: 24000,
      hidden: 128,
      layers: 2,
      heads: 4,
      intermediate: 512,
      positions: 256,
      positionOffset: 0,
      tokenTypes: 2,
      layerNormEps: 1e-12,
      pooling: 'mean',
      dense: [],
      dimensions: 128,
      normalize: true,
      maxLength: 256,
      prompts: { query: '', passage: '' },
    });
    expect(encoder.weights.get('embeddings.word_embeddings.weight')?.shape).toEqual([24000, 128]);
    expect(encoder.raw.has('1_Pooling/config.json')).toBe(true);
    expect(encoder.raw.has('model.safetensors')).toBe(false);
    expect(encoder.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(encoder.revision).toBeNull();
    expect(encoder.bytes).toBeGreaterThan(8_800_000);
  });

  it('starts positions of XLM-R behind the padding index and takes the shorter limit', async () => {
    const { definition } = await readEncoderDirectory(await directory('fixtures/encoders/tiny-xlmr'));
    expect(definition).toMatchObject({
      family: 'xlm-roberta',
      positions: 34,
      positionOffset: 2,
      maxLength: 32,
    });
    const files = await altered('fixtures/encoders/tiny-xlmr', {
      'tokenizer_config.json': { model_max_length: 1e30 },
      'sentence_bert_config.json': { max_seq_length: 12, do_lower_case: false },
    });
    expect((await readEncoderDirectory(files)).definition.maxLength).toBe(12);
  });

  it('reads prompts, and "document" where there is no "passage"', async () => {
    const { definition } = await readEncoderDirectory(await directory('fixtures/encoders/tiny-e5'));
    expect(definition.prompts).toEqual({ query: 'query: ', passage: 'passage: ' });
    const files = await altered('fixtures/encoders/tiny-e5', {
      'config_sentence_transformers.json': { prompts: { query: 'q', document: 'd' } },
    });
    expect((await readEncoderDirectory(files)).definition.prompts).toEqual({ query: 'q', passage: 'd' });
  });

  it('has one fingerprint whatever the order and folder of the files, and another for other weights', async () => {
    const files = await directory('fixtures/encoders/tiny-e5');
    const { sha256 } = await readEncoderDirectory(files);
    const moved = [...files].reverse().map((file) => ({ ...file, path: below(file.path) }));
    expect((await readEncoderDirectory(moved)).sha256).toBe(sha256);
    const half = readFileSync(path('fixtures/encoders/tiny-xlmr/model.f16.safetensors'));
    const other = await altered('fixtures/encoders/tiny-e5', { 'model.safetensors': new Uint8Array(half) });
    expect((await readEncoderDirectory(other)).sha256).not.toBe(sha256);
  });

  it('joins shards by their index', async () => {
    const shard = (name: string, value: number) =>
      writeSafetensors(new Map([[name, { shape: [1], data: new Float32Array([value]) }]]));
    const changes = {
      'model.safetensors': null,
      'model.safetensors.index.json': { weight_map: { a: 'one.safetensors', b: 'two.safetensors' } },
      'one.safetensors': shard('a', 1),
      'two.safetensors': shard('b', 2),
    };
    const { weights } = await readEncoderDirectory(await altered('fixtures/encoders/tiny-e5', changes));
    expect(weights.get('a')?.data).toEqual(new Float32Array([1]));
    expect(weights.get('b')?.data).toEqual(new Float32Array([2]));
    const lost = await altered('fixtures/encoders/tiny-e5', { ...changes, 'two.safetensors': shard('c', 2) });
    await expect(readEncoderDirectory(lost)).rejects.toThrow('the tensor "b" should be in two.safetensors');
  });

  it('is written again as a folder that reads the same, even from a module folder of its own', async () => {
    const modules = [
      { path: '0_Transformer', type: 'sentence_transformers.models.Transformer' },
      { path: '1_Pooling', type: 'sentence_transformers.models.Pooling' },
    ];
    const root = await altered('fixtures/encoders/tiny-e5', { 'modules.json': modules });
    const inside = /(config|tokenizer|tokenizer_config)\.json$|safetensors$/;
    const moved = root.map((file) => {
      const isInside = inside.test(file.path) && !/Pooling|sentence/.test(file.path);
      return isInside ? { ...file, path: file.path.replace('x/', 'x/0_Transformer/') } : file;
    });
    const encoder = await readEncoderDirectory(moved);
    const written = encoderDirectoryFiles(encoder, encoder.weights).map(({ path, bytes }) =>
      fileFromBytes(`x/${path}`, bytes),
    );
    const again = await readEncoderDirectory(written);
    expect(again.definition).toEqual(encoder.definition);
    expect(new Map([...again.weights].sort())).toEqual(new Map([...encoder.weights].sort()));
  });

  it('reads dense layers, and writes them again into their own folders', async () => {
    const encoder = await readEncoderDirectory(await directory('fixtures/encoders/tiny-labse'));
    expect(encoder.definition).toMatchObject({
      pooling: 'cls',
      dense: [{ path: '2_Dense', inputs: 32, outputs: 24, bias: true, activation: 'tanh' }],
      dimensions: 24,
      normalize: true,
    });
    expect(encoder.weights.get('2_Dense/linear.weight')?.shape).toEqual([24, 32]);
    const written = encoderDirectoryFiles(encoder, encoder.weights);
    const paths = written.map((file) => file.path);
    expect(new Set(paths).size).toBe(paths.length);
    const again = await readEncoderDirectory(
      written.map(({ path, bytes }) => fileFromBytes(`tiny-labse/${path}`, bytes)),
    );
    expect(again.definition).toEqual(encoder.definition);
    expect(new Map([...again.weights].sort())).toEqual(new Map([...encoder.weights].sort()));
  });

  const pooling = (modes: object) => ({ '1_Pooling/config.json': modes });
  it('reads CLS pooling without normalisation', async () => {
    const modules = [
      { path: '', type: 'sentence_transformers.models.Transformer' },
      { path: '1_Pooling', type: 'sentence_transformers.models.Pooling' },
    ];
    const files = await altered('fixtures/encoders/tiny-e5', {
      'modules.json': modules,
      ...pooling({ pooling_mode_cls_token: true, pooling_mode_mean_tokens: false }),
    });
    expect((await readEncoderDirectory(files)).definition).toMatchObject({
      pooling: 'cls',
      normalize: false,
    });
  });

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
    ['no modules.json', { 'modules.json': null }, 'x: modules.json is missing.'],
    [
      'no config.json beside that of the pooling',
      { 'config.json': null },
      'x: config.json is missing. A folder of sentence-transformers has',
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
      configured({ model_type: 'llama' }),
      'config.json: model_type: only encoders of the types',
    ],
    ['an absurd size', configured({ hidden_size: 1e9 }), 'config.json: hidden_size'],
    [
      'heads that do not divide',
      configured({ num_attention_heads: 5 }),
      'not a multiple of num_attention_heads 5',
    ],
    ['another activation', configured({ hidden_act: 'relu' }), 'only the activation "gelu"'],
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
      'lower-casing outside the tokenizer',
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
      'x/2_Dense/config.json: use_residual: a residual connection cannot be run',
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
