import { withPrompts } from '../../core/prompts';
import type { EncoderDefinition, Weights } from '../../core/encoderDefinition';
import type { Result } from '../../protocol';
import type { EncoderFiles } from '../encoderDirectory';
import { encoderDirectoryFiles, type NamedBytes } from './encoderDirectoryFiles';
import { decodeText } from '../files';
import { parseJson } from '../json';
import { modelCard } from './modelCard';

/**
 * A trained encoder as a directory that `sentence-transformers` opens, with a card that says how it was made.
 * @param weights all tensors of the encoder, adapters merged and no row of the word embedding left out.
 */
export function trainedEncoder(files: EncoderFiles, weights: Weights, result: Result): NamedBytes[] {
  const original = files.raw.get('README.md');
  const definition = withPrompts(files.definition, result.configuration);
  const card = modelCard(result, definition, original ? new TextDecoder().decode(original) : null);
  return withPromptsOf(definition, encoderDirectoryFiles(files, weights, card));
}

const SETTINGS = 'config_sentence_transformers.json';

/** The prompts that the encoder was trained with, under every name that the library looks for them. */
function withPromptsOf({ prompts }: EncoderDefinition, files: NamedBytes[]): NamedBytes[] {
  const old = files.find(({ path }) => path === SETTINGS);
  if (!old && prompts.query === '' && prompts.passage === '') return files;
  const settings = old ? (parseJson(decodeText(old.bytes, SETTINGS), SETTINGS) as { prompts?: object }) : {};
  const { query, passage } = prompts;
  const own = { ...settings.prompts, query, document: passage, passage };
  const text = JSON.stringify({ ...settings, prompts: own }, null, 2);
  const written = { path: SETTINGS, bytes: new TextEncoder().encode(`${text}\n`) };
  return [...files.filter((file) => file !== old), written];
}
