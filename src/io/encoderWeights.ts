import type { DenseDefinition, Weights } from '../core/encoderDefinition';
import { IsoglotError } from '../core/errors';
import { weightIndex } from '../protocol/encoderFiles';
import { missing, type Folder } from './encoderFolder';
import { requireFinite } from './finite';
import { parseBy } from './json';
import { readSafetensors } from './safetensors';

const SINGLE = 'model.safetensors';
const INDEX = 'model.safetensors.index.json';

/**
 * Reads the tensors, from one file or from the shards that an index lists.
 * @param base Folder of the Transformer module, `''` or ending in `/`.
 * @returns The tensors, and the bytes of the files that held them, for the fingerprint.
 * @throws IsoglotError `bad-encoder` when there is no safetensors file, or a shard lacks a tensor;
 *   `bad-file` when a file is damaged or holds numbers that are not finite.
 */
export async function readWeights(
  folder: Folder,
  base: string,
): Promise<{ weights: Weights; parts: Map<string, Uint8Array> }> {
  if (!folder.has(`${base}${SINGLE}`) && folder.has(`${base}${INDEX}`)) return readShards(folder, base);
  const bytes = await loadSafetensors(folder, `${base}${SINGLE}`);
  return {
    weights: readFinite(bytes, `${folder.name}/${base}${SINGLE}`),
    parts: new Map([[SINGLE, bytes]]),
  };
}

/** Adds the tensors of dense layers, named by folder and tensor, and their files. @throws as `readWeights`. */
export async function readDenseWeights(
  folder: Folder,
  layers: readonly DenseDefinition[],
  weights: Weights,
  parts: Map<string, Uint8Array>,
): Promise<void> {
  for (const { path } of layers) {
    const file = `${path}/${SINGLE}`;
    const bytes = await loadSafetensors(folder, file);
    parts.set(file, bytes);
    parts.set(`${path}/config.json`, folder.bytes(`${path}/config.json`));
    for (const [name, tensor] of readFinite(bytes, `${folder.name}/${file}`))
      weights.set(`${path}/${name}`, tensor);
  }
}

async function loadSafetensors(folder: Folder, file: string): Promise<Uint8Array> {
  const pickle = file.replace(SINGLE, 'pytorch_model.bin');
  if (!folder.has(file) && folder.has(pickle)) {
    throw new IsoglotError({
      code: 'bad-encoder',
      what: `the weights are in ${pickle}, which cannot be read; ${file} is missing.`,
      where: folder.name,
      remedy: 'Save the encoder with safe serialisation, or download its safetensors file.',
    });
  }
  return folder.load(file);
}

async function readShards(folder: Folder, base: string) {
  const where = `${folder.name}/${base}${INDEX}`;
  const index = parseBy(
    weightIndex,
    folder.json(`${base}${INDEX}`),
    where,
    'Take a fresh copy of the encoder.',
  );
  const weights: Weights = new Map();
  const parts = new Map<string, Uint8Array>();
  for (const shard of new Set(Object.values(index.weight_map))) {
    if (!folder.has(`${base}${shard}`)) throw missing(folder.name, `${base}${shard}`);
    const bytes = await folder.load(`${base}${shard}`);
    parts.set(shard, bytes);
    for (const [name, tensor] of readFinite(bytes, `${folder.name}/${base}${shard}`))
      weights.set(name, tensor);
  }
  for (const [name, shard] of Object.entries(index.weight_map)) {
    if (weights.has(todaysName(name)) || name.endsWith('position_ids')) continue;
    throw new IsoglotError({
      code: 'bad-encoder',
      what: `the tensor "${name}" should be in ${shard}, but is not.`,
      where,
      remedy: 'Take a fresh copy of the encoder, all files of one version.',
    });
  }
  return { weights, parts };
}

function readFinite(bytes: Uint8Array, file: string): Weights {
  const weights = readSafetensors(bytes, file);
  requireFinite(weights, file);
  return new Map([...weights].map(([name, tensor]) => [todaysName(name), tensor]));
}

/** Checkpoints converted from TensorFlow, such as multilingual BERT, name scale and shift of a layer norm otherwise. */
function todaysName(name: string): string {
  return name.replace(/LayerNorm\.gamma$/, 'LayerNorm.weight').replace(/LayerNorm\.beta$/, 'LayerNorm.bias');
}
