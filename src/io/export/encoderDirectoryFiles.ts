import type { Weights } from '../../core/encoderDefinition';
import type { EncoderFiles } from '../encoderDirectory';
import { writeSafetensors } from '../safetensors';

/**
 * An encoder directory with trained weights: the small files as they were read but for an index of shards, and
 * `model.safetensors` in float32, where the Transformer module expects it.
 */
export function encoderDirectoryFiles(
  files: EncoderFiles,
  weights: Weights,
): { path: string; bytes: Uint8Array }[] {
  const small = [...files.raw]
    .filter(([path]) => path !== `${files.weightsPath}.index.json`)
    .map(([path, bytes]) => ({ path, bytes }));
  return [...small, { path: files.weightsPath, bytes: writeSafetensors(weights, { format: 'pt' }) }];
}
