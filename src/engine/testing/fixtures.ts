import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DenseDefinition, EncoderDefinition, Weights } from '../../core/encoderDefinition';
import type { TokenTable } from '../../core/tokens';
import { readSafetensors } from './safetensors';

/** Path of a file of the repository. Tests and benches run in its root. */
export function repositoryPath(...parts: string[]): string {
  return join(process.cwd(), ...parts);
}

/** A JSON file of the repository as the type that the test expects. */
export function readJson<T>(...parts: string[]): T {
  return JSON.parse(readFileSync(repositoryPath(...parts), 'utf8')) as T;
}

interface HuggingFaceConfig {
  model_type: 'bert' | 'xlm-roberta';
  vocab_size: number;
  hidden_size: number;
  num_hidden_layers: number;
  num_attention_heads: number;
  intermediate_size: number;
  max_position_embeddings: number;
  type_vocab_size: number;
  layer_norm_eps: number;
  pad_token_id: number;
}

/** Definition and weights of an encoder directory, e.g. `fixtures/encoders/tiny-e5`. */
export function readEncoder(
  directory: string,
  pooling: EncoderDefinition['pooling'] = 'mean',
  dense: DenseDefinition[] = [],
): { definition: EncoderDefinition; weights: Weights } {
  const config = readJson<HuggingFaceConfig>(directory, 'config.json');
  const positionOffset = config.model_type === 'xlm-roberta' ? config.pad_token_id + 1 : 0;
  const definition: EncoderDefinition = {
    name: directory,
    family: config.model_type,
    vocabulary: config.vocab_size,
    hidden: config.hidden_size,
    layers: config.num_hidden_layers,
    heads: config.num_attention_heads,
    intermediate: config.intermediate_size,
    positions: config.max_position_embeddings,
    positionOffset,
    tokenTypes: config.type_vocab_size,
    layerNormEps: config.layer_norm_eps,
    pooling,
    dense,
    dimensions: dense.at(-1)?.outputs ?? config.hidden_size,
    normalize: true,
    maxLength: config.max_position_embeddings - positionOffset,
    prompts: { query: '', passage: '' },
  };
  const weights = readSafetensors(repositoryPath(directory, 'model.safetensors'));
  for (const { path } of dense)
    for (const [name, tensor] of readSafetensors(repositoryPath(directory, path, 'model.safetensors')))
      weights.set(`${path}/${name}`, tensor);
  return { definition, weights };
}

/** A token table of the texts given as lists of ids. */
export function tokenTable(texts: readonly (readonly number[])[]): TokenTable {
  const offsets = new Int32Array(texts.length + 1);
  texts.forEach((ids, text) => (offsets[text + 1] = offsets[text]! + ids.length));
  return { ids: Int32Array.from(texts.flat()), offsets };
}
