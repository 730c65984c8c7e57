import type { Weights } from '../../core/encoderDefinition';
import type { EncoderFiles } from '../encoderDirectory';
import { writeSafetensors } from '../safetensors';

/** An encoder directory with trained weights: the small files as they were read, `model.safetensors` in float32. */
export function encoderDirectoryFiles(
  files: EncoderFiles,
  weights: Weights,
): { path: string; bytes: Uint8Array }[] {
  const small = [...files.raw].map(([path, bytes]) => ({ path, bytes }));
  return [...small, { path: 'model.safetensors', bytes: writeSafetensors(weights, { format: 'pt' }) }];
}
