import type { Weights } from '../../core/encoderDefinition';
import type { Result } from '../../protocol';
import type { EncoderFiles } from '../encoderDirectory';
import { encoderDirectoryFiles, type NamedBytes } from './encoderDirectoryFiles';
import { modelCard } from './modelCard';

/**
 * A trained encoder as a directory that `sentence-transformers` opens, with a card that says how it was made.
 * @param weights all tensors of the encoder, adapters merged and no row of the word embedding left out.
 */
export function trainedEncoder(files: EncoderFiles, weights: Weights, result: Result): NamedBytes[] {
  const original = files.raw.get('README.md');
  const card = modelCard(result, files.definition, original ? new TextDecoder().decode(original) : null);
  return encoderDirectoryFiles(files, weights, card);
}
