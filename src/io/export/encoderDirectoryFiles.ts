import type { Weights, WeightTensor } from '../../core/encoderDefinition';
import type { EncoderFiles } from '../encoderDirectory';
import { decodeText } from '../files';
import { parseJson } from '../json';
import { writeSafetensors } from '../safetensors';

export interface NamedBytes {
  path: string;
  bytes: Uint8Array;
}

/**
 * An encoder directory with trained weights that `sentence-transformers` opens: the small files as they were read, but
 * for lists of files that are true no more, and `model.safetensors` in float32 where the Transformer module and each
 * dense layer expect it. A plain Hugging Face folder becomes one with the modules that it was run with.
 * @param card `README.md`; without, the one of the original stays.
 */
export function encoderDirectoryFiles(files: EncoderFiles, weights: Weights, card?: string): NamedBytes[] {
  const { weightsPath, raw } = files;
  const base = weightsPath.slice(0, -'model.safetensors'.length);
  const written = new Map(
    [...raw].filter(([path]) => path !== `${weightsPath}.index.json` && path !== 'index.json'),
  );
  for (const [path, bytes] of moduleFiles(files)) written.set(path, bytes);
  written.set(`${base}config.json`, inFloat32(raw.get(`${base}config.json`)!));
  if (card !== undefined) written.set('README.md', encode(card));
  const layers = files.definition.dense.map(({ path }) => path);
  const isDense = (name: string) => layers.some((path) => name.startsWith(`${path}/`));
  written.set(weightsPath, safetensors([...weights].filter(([name]) => !isDense(name))));
  for (const path of layers) {
    const own = [...weights].filter(([name]) => name.startsWith(`${path}/`));
    const bare = own.map(([name, tensor]) => [name.slice(path.length + 1), tensor] as [string, WeightTensor]);
    written.set(`${path}/model.safetensors`, safetensors(bare));
  }
  return [...written].map(([path, bytes]) => ({ path, bytes }));
}

/** What the folder lacks of its modules: all of a plain folder, and of others the folders that held nothing. */
function moduleFiles({ raw, definition }: EncoderFiles): [string, Uint8Array][] {
  const own = raw.get('modules.json');
  if (!own) {
    return [
      ['modules.json', json(PLAIN_MODULES)],
      ['1_Pooling/config.json', json(pooling(definition.hidden))],
    ];
  }
  const modules = parseJson(decodeText(own, 'modules.json'), 'modules.json') as { path: string }[];
  return modules
    .map(({ path }) => path.replace(/\/$/, ''))
    .filter((path) => path !== '' && ![...raw.keys()].some((file) => file.startsWith(`${path}/`)))
    .map((path) => [`${path}/config.json`, json({})]);
}

const PLAIN_MODULES = ['Transformer', 'Pooling'].map((kind, idx) => ({
  idx,
  name: String(idx),
  path: kind === 'Pooling' ? '1_Pooling' : '',
  type: `sentence_transformers.models.${kind}`,
}));

/** In the form that every version of sentence-transformers reads. */
function pooling(hidden: number): object {
  return {
    word_embedding_dimension: hidden,
    pooling_mode_cls_token: false,
    pooling_mode_mean_tokens: true,
    pooling_mode_max_tokens: false,
    pooling_mode_mean_sqrt_len_tokens: false,
  };
}

/** `config.json` of float32 weights: with the type that the original had, the library would round them to it. */
function inFloat32(config: Uint8Array): Uint8Array {
  const parsed = parseJson(decodeText(config, 'config.json'), 'config.json') as Record<string, unknown>;
  const types = ['dtype', 'torch_dtype'].filter((field) => field in parsed && parsed[field] !== 'float32');
  if (types.length === 0) return config;
  return json({ ...parsed, ...Object.fromEntries(types.map((field) => [field, 'float32'])) });
}

function safetensors(tensors: [string, WeightTensor][]): Uint8Array {
  return writeSafetensors(new Map(tensors), { format: 'pt' });
}

const encode = (text: string) => new TextEncoder().encode(text);
const json = (value: unknown) => encode(`${JSON.stringify(value, null, 2)}\n`);
