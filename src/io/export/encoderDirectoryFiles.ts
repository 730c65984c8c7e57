import type { Weights, WeightTensor } from '../../core/encoderDefinition';
import type { EncoderFiles } from '../encoderDirectory';
import { writeSafetensors } from '../safetensors';

/**
 * An encoder directory with trained weights: the small files as they were read but for an index of shards, and
 * `model.safetensors` in float32 where the Transformer module and each dense layer expect it.
 */
export function encoderDirectoryFiles(
  files: EncoderFiles,
  weights: Weights,
): { path: string; bytes: Uint8Array }[] {
  const small = [...files.raw]
    .filter(([path]) => path !== `${files.weightsPath}.index.json`)
    .map(([path, bytes]) => ({ path, bytes }));
  const layers = files.definition.dense.map(({ path }) => path);
  const transformer = [...weights].filter(([name]) => !layers.some((path) => name.startsWith(`${path}/`)));
  return [
    ...small,
    { path: files.weightsPath, bytes: safetensors(transformer) },
    ...layers.map((path) => ({
      path: `${path}/model.safetensors`,
      bytes: safetensors(
        [...weights].flatMap(([name, tensor]) =>
          name.startsWith(`${path}/`) ? [[name.slice(path.length + 1), tensor]] : [],
        ),
      ),
    })),
  ];
}

function safetensors(tensors: [string, WeightTensor][]): Uint8Array {
  return writeSafetensors(new Map(tensors), { format: 'pt' });
}
