import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readEncoderDirectory } from './encoderDirectory';
import { encoderDirectoryFiles } from './export/encoderDirectoryFiles';
import { fileFromBytes } from './files';
import { writeSafetensors } from './safetensors';
import { altered, below, directory, repositoryPath as path } from './testing/encoderFolders';

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

  const spoken = async (settings: unknown, changes: Record<string, unknown> = {}) => {
    const files = { 'config_sentence_transformers.json': settings, ...changes };
    const { definition, warnings } = await readEncoderDirectory(
      await altered('fixtures/encoders/tiny-e5', files),
    );
    return { ...definition.prompts, warnings };
  };

  it('reads prompts by all names that sentence-transformers knows', async () => {
    const { definition, warnings } = await readEncoderDirectory(await directory('fixtures/encoders/tiny-e5'));
    expect(definition.prompts).toEqual({ query: 'query: ', passage: 'passage: ' });
    expect(warnings).toEqual([]);
    const prompts = async (of: object) => (await spoken(of)) as object;
    expect(await prompts({ prompts: { query: 'q', document: 'd' } })).toMatchObject({ passage: 'd' });
    expect(await prompts({ prompts: { query: 'q', corpus: 'c' } })).toMatchObject({ passage: 'c' });
    // sentence-transformers 6 writes an empty document beside the passage it has read.
    const both = { prompts: { query: 'q', document: '', passage: 'p' } };
    expect(await prompts(both)).toMatchObject({ query: 'q', passage: 'p' });
  });

  it('puts the default prompt before what has none of its own', async () => {
    const settings = { prompts: { usual: 'u', query: 'q' }, default_prompt_name: 'usual' };
    expect(await spoken(settings)).toEqual({ query: 'q', passage: 'u', warnings: [] });
    await expect(spoken({ ...settings, default_prompt_name: 'other' })).rejects.toThrow(
      'x/config_sentence_transformers.json: default_prompt_name is "other", which is none of the prompts.',
    );
  });

  it('warns of an E5 without its prompts, told by folder or origin, and guesses none', async () => {
    const says = /^The name says E5.*"query: " and "passage: ".*without\. Give them/;
    const origin = JSON.parse(readFileSync(path('fixtures/encoders/tiny-e5/config.json'), 'utf8')) as object;
    const named = { 'config.json': { ...origin, _name_or_path: 'intfloat/multilingual-e5-small' } };
    expect(await spoken(null, named)).toEqual({
      query: '',
      passage: '',
      warnings: [expect.stringMatching(says) as string],
    });
    expect((await spoken({ prompts: { query: '', document: '' } }, named)).warnings).toHaveLength(1);
    expect((await spoken(null)).warnings).toEqual([]);
    const bare = (await directory('fixtures/encoders/tiny-e5')).filter(
      ({ path }) => !/config_sen/.test(path),
    );
    expect((await readEncoderDirectory(bare)).warnings).toEqual([expect.stringMatching(says)]);
  });

  it('says what it does not follow: other similarities, cut embeddings', async () => {
    const { warnings } = await spoken(
      { prompts: { query: 'q' }, similarity_fn_name: 'dot', truncate_dim: 16 },
      {
        'modules.json': [
          { path: '', type: 'a.Transformer' },
          { path: '1_Pooling', type: 'a.Pooling' },
        ],
      },
    );
    expect(warnings).toEqual([
      'config_sentence_transformers.json asks for the similarity "dot"; scores are cosines here.',
      'config_sentence_transformers.json cuts embeddings to 16 numbers; they are used whole here.',
    ]);
  });

  it('takes the mean of a plain folder of Hugging Face, and says so', async () => {
    const plain = (await directory('fixtures/encoders/tiny-xlmr')).filter(({ path }) =>
      /xlmr\/(config|tokenizer|tokenizer_config)\.json$|model\.safetensors$/.test(path),
    );
    expect(plain).toHaveLength(4);
    const { definition, warnings } = await readEncoderDirectory(plain);
    expect(definition).toMatchObject({ pooling: 'mean', normalize: false, dense: [], maxLength: 32 });
    expect(warnings).toEqual([expect.stringMatching(/^modules\.json is missing: the mean of all tokens/)]);
  });

  it('reads the layout that sentence-transformers 6 writes', async () => {
    const base = 'sentence_transformers.base.modules';
    const changes = {
      'modules.json': [
        { idx: 0, name: '0', path: '', type: `${base}.transformer.Transformer` },
        {
          idx: 1,
          name: '1',
          path: '1_Pooling',
          type: 'sentence_transformers.sentence_transformer.modules.pooling.Pooling',
        },
        { idx: 2, name: '2', path: '2_Dense', type: `${base}.dense.Dense` },
        { idx: 3, name: '3', path: '3_Normalize', type: `${base}.normalize.Normalize` },
      ],
      '1_Pooling/config.json': { embedding_dimension: 32, pooling_mode: 'cls', include_prompt: true },
      '2_Dense/config.json': {
        in_features: 32,
        out_features: 24,
        bias: true,
        activation_function: 'torch.nn.modules.activation.Tanh',
        module_input_name: 'sentence_embedding',
        module_output_name: 'sentence_embedding',
      },
      'sentence_bert_config.json': {
        transformer_task: 'feature-extraction',
        module_output_name: 'token_embeddings',
      },
      'tokenizer_config.json': { model_max_length: 32, pad_token: '[PAD]' },
    };
    const { definition } = await readEncoderDirectory(await altered('fixtures/encoders/tiny-labse', changes));
    const old = await readEncoderDirectory(await directory('fixtures/encoders/tiny-labse'));
    expect(definition).toEqual({ ...old.definition, name: 'x' });
  });

  it('knows the names that layer norms had in the checkpoints of TensorFlow', async () => {
    const { weights } = await readEncoderDirectory(await directory('fixtures/encoders/tiny-labse'));
    const transformer = [...weights].filter(([name]) => !name.startsWith('2_Dense/'));
    const renamed = transformer.map(([name, tensor]) => {
      const old = name
        .replace('LayerNorm.weight', 'LayerNorm.gamma')
        .replace('LayerNorm.bias', 'LayerNorm.beta');
      return [`bert.${old}`, tensor] as const;
    });
    const files = await altered('fixtures/encoders/tiny-labse', {
      'model.safetensors': writeSafetensors(new Map(renamed)),
    });
    const read = (await readEncoderDirectory(files)).weights;
    for (const [name, tensor] of transformer) expect(read.get(`bert.${name}`)).toEqual(tensor);
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
});
