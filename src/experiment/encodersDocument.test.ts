import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { WeightTensor } from '../core/encoderDefinition';
import { readSafetensors, writeSafetensors } from '../io/safetensors';
import { altered } from '../io/testing/encoderFolders';
import { readEncoderMaterial } from './materials';
import { ROOT } from './testing/smallStage';

/** docs/encoders.md promises what loads, what is refused and in which words: every line of it is tried here. */
const DOCUMENT = readFileSync(join(ROOT, 'docs/encoders.md'), 'utf8');

/** The rows of the table below a heading: first cell to second, without back-ticks. */
function table(heading: string): Map<string, string> {
  const section = DOCUMENT.split(`\n## ${heading}\n`)[1]!.split('\n## ')[0]!;
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return new Map(
    rows.slice(2).map((row) => {
      const [, first, second] = row.split(/(?<!\\)\|/).map((cell) => cell.trim().replaceAll('`', ''));
      return [first!, second!];
    }),
  );
}

/** A fixture, and what is changed in it: values by path, or a change of a JSON file. */
interface Trial {
  fixture: 'tiny-e5' | 'tiny-labse' | 'tiny-xlmr';
  files: Record<string, unknown>;
}
const fixture = (name: Trial['fixture']) => join(ROOT, 'fixtures/encoders', name);
const jsonOf = (name: Trial['fixture'], file: string) =>
  JSON.parse(readFileSync(join(fixture(name), file), 'utf8')) as Record<string, unknown>;
const files = (changes: Record<string, unknown>, name: Trial['fixture'] = 'tiny-e5'): Trial => ({
  fixture: name,
  files: changes,
});
/** With some fields of a JSON file changed. */
const fields = (file: string, change: object, name: Trial['fixture'] = 'tiny-e5'): Trial =>
  files({ [file]: { ...jsonOf(name, file), ...change } }, name);
/** With one tensor changed, or taken away. */
function tensor(name: string, change: (old: WeightTensor) => WeightTensor | null): Trial {
  const weights = readSafetensors(
    new Uint8Array(readFileSync(join(fixture('tiny-e5'), 'model.safetensors'))),
    '',
  );
  const changed = change(weights.get(name)!);
  if (changed) weights.set(name, changed);
  else weights.delete(name);
  return files({ 'model.safetensors': writeSafetensors(weights) });
}
/** A safetensors file of one tensor of a type. */
function typed(dtype: string): Uint8Array {
  const header = JSON.stringify({ a: { dtype, shape: [1], data_offsets: [0, 1] } });
  const bytes = new Uint8Array(8 + header.length + 1);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(new TextEncoder().encode(header), 8);
  return bytes;
}
const modules = (...types: string[]) =>
  files({
    'modules.json': types.map((type, i) => ({
      path: i === 0 ? '' : `${i}_${type}`,
      type: `a.models.${type}`,
    })),
  });
const tokenizer = (change: object) => fields('tokenizer.json', change);
const pooling = (change: object) =>
  fields('1_Pooling/config.json', { pooling_mode_mean_tokens: false, ...change });
const dense = (change: object) => fields('2_Dense/config.json', change, 'tiny-labse');
const INDEX = { weight_map: { a: 'model-1.safetensors' } };

const REFUSED: Record<string, Trial> = {
  'RoBERTa, DistilBERT, MPNet, ModernBERT, DeBERTa, T5, Qwen, …': fields('config.json', {
    model_type: 'modernbert',
  }),
  'another activation': fields('config.json', { hidden_act: 'gelu_new' }),
  'relative positions': fields('config.json', { position_embedding_type: 'relative_key_query' }),
  'a decoder': fields('config.json', { is_decoder: true }),
  'sizes that do not fit together': fields('config.json', { num_attention_heads: 5 }),
  'a size out of bounds': fields('config.json', { num_hidden_layers: 1000 }),
  'too few positions': fields('config.json', { max_position_embeddings: 2 }),
  'another module': modules('Transformer', 'Pooling', 'LSTM'),
  'a static embedding': modules('StaticEmbedding'),
  'modules in another order': modules('Transformer', 'Pooling', 'Normalize', 'Dense'),
  'pooling of another kind': pooling({ pooling_mode_weightedmean_tokens: true }),
  'two poolings side by side': files({ '1_Pooling/config.json': { pooling_mode: ['mean', 'max'] } }),
  'pooling without the prompt': pooling({ pooling_mode_mean_tokens: true, include_prompt: false }),
  'a dense layer with another activation': dense({ activation_function: 'torch.nn.modules.activation.SiLU' }),
  'a dense layer with a residual connection': dense({ use_residual: true }),
  'a dense layer on tokens': dense({ module_input_name: 'token_embeddings' }),
  'a dense layer of another size': dense({ in_features: 64 }),
  'lower-casing outside the tokenizer': files({ 'sentence_bert_config.json': { do_lower_case: true } }),
  'a default prompt that is none': files({
    'config_sentence_transformers.json': { prompts: { query: 'query: ' }, default_prompt_name: 'task' },
  }),
  'byte-pair encoding': tokenizer({ model: { type: 'BPE', vocab: { '<pad>': 0 }, merges: [] } }),
  'another normaliser': tokenizer({ normalizer: { type: 'Nmt' } }),
  'another pre-tokenizer': tokenizer({ pre_tokenizer: { type: 'Magic' } }),
  'a tokenizer without tokenizer.json': files({ 'tokenizer.json': null, 'sentencepiece.bpe.model': 'x' }),
  'a tokenizer with more pieces than rows': tokenizer(jsonOf('tiny-xlmr', 'tokenizer.json')),
  'weights as a pickle': files({ 'model.safetensors': null, 'pytorch_model.bin': 'x' }),
  'no weights, such as ONNX alone': files({ 'model.safetensors': null, 'onnx/model.onnx': 'x' }),
  'quantised weights': files({ 'model.safetensors': typed('I8') }),
  'a shard that is missing': files({ 'model.safetensors': null, 'model.safetensors.index.json': INDEX }),
  'a shard of another version': files({
    'model.safetensors': null,
    'model.safetensors.index.json': INDEX,
    'model-1.safetensors': writeSafetensors(new Map([['b', { shape: [1], data: new Float32Array(1) }]])),
  }),
  'a tensor that is missing': tensor('encoder.layer.1.output.dense.bias', () => null),
  'a tensor of another shape': tensor('embeddings.LayerNorm.weight', () => ({
    shape: [31],
    data: new Float32Array(31),
  })),
  'numbers that are not finite': tensor('embeddings.LayerNorm.weight', ({ shape }) => ({
    shape,
    data: new Float32Array(32).fill(NaN),
  })),
  'a file that was cut short': files({ 'model.safetensors': new Uint8Array(4) }),
  'a folder without modules.json that has a pooling': files({ 'modules.json': null }),
  'a folder above the right one': { fixture: 'tiny-e5', files: {} },
};

const WARNED: Record<string, Trial> = {
  'no modules.json': files({ 'modules.json': null, '1_Pooling/config.json': null }),
  'an E5 by its name, without prompts': {
    fixture: 'tiny-e5',
    files: {
      'config_sentence_transformers.json': null,
      'config.json': { ...jsonOf('tiny-e5', 'config.json'), _name_or_path: 'intfloat/multilingual-e5-small' },
    },
  },
  'another similarity, without Normalize': files({
    'config_sentence_transformers.json': { similarity_fn_name: 'dot' },
    ...modules('Transformer', 'Pooling').files,
  }),
  'embeddings that are cut': files({ 'config_sentence_transformers.json': { truncate_dim: 16 } }),
};

describe('docs/encoders.md', () => {
  const warned = table('What is assumed, and said');

  it.each(Object.entries(WARNED))('is right about the warning of %s', async (label, trial) => {
    const { summary } = await readEncoderMaterial(
      await altered(`fixtures/encoders/${trial.fixture}`, trial.files),
    );
    expect(summary.warnings).toEqual([warned.get(label)]);
  });

  it('lists the warnings that are tried here and no others', () => {
    expect([...warned.keys()]).toEqual(Object.keys(WARNED));
  });

  const documented = table('What does not load, and what it says');

  it('lists what is tried here and nothing else', () => {
    expect([...documented.keys()]).toEqual(Object.keys(REFUSED));
  });

  it.each(Object.entries(REFUSED))('is right about %s', async (label, trial) => {
    const given = await altered(`fixtures/encoders/${trial.fixture}`, trial.files);
    const deeper = label === 'a folder above the right one';
    const opened = readEncoderMaterial(
      deeper ? given.map((file) => ({ ...file, path: `models/${file.path}` })) : given,
    );
    const message = await opened.then(
      () => 'it loads',
      (error: Error) => `${error.name}: ${error.message}`,
    );
    expect(message).toBe(`IsoglotError: ${documented.get(label)}`);
  });
});
