import type { EncoderDefinition } from '../core/encoderDefinition';
import { sentenceTransformersConfig } from '../protocol/encoderFiles';
import { parseFile, refuse, type Folder } from './encoderFolder';

const PATH = 'config_sentence_transformers.json';

/** Names of the prompt of a passage, in the order in which sentence-transformers looks for them. */
const PASSAGE_NAMES = ['document', 'passage', 'corpus'] as const;

const E5 = /(^|[^a-z0-9])e5([^a-z0-9]|$)/i;

/**
 * Reads what is put before queries and passages. A prompt that is empty counts as none: sentence-transformers writes
 * an empty `document` beside a `passage` that means something.
 * @param names what the encoder is called, to warn of an E5 without its prompts
 * @returns the prompts, and in plain words what of the file is not followed
 * @throws IsoglotError `bad-encoder` when the default prompt is none of the prompts.
 */
export function readPrompts(
  folder: Folder,
  names: readonly string[],
  normalize: boolean,
): { prompts: EncoderDefinition['prompts']; warnings: string[] } {
  const settings = folder.has(PATH) ? parseFile(folder, PATH, sentenceTransformersConfig) : {};
  const known = settings.prompts ?? {};
  const usual = settings.default_prompt_name ?? null;
  if (usual !== null && known[usual] === undefined) {
    throw refuse(
      `${folder.name}/${PATH}`,
      `default_prompt_name is "${usual}", which is none of the prompts.`,
    );
  }
  const fallback = usual === null ? '' : known[usual]!;
  const passage = PASSAGE_NAMES.map((name) => known[name]).find((prompt) => prompt) ?? fallback;
  const prompts = { query: known['query'] || fallback, passage };
  const warnings: string[] = [];
  if (!prompts.query && !prompts.passage && names.some((name) => E5.test(name))) {
    warnings.push(
      `The name says E5, whose texts begin with "query: " and "passage: ", but ${PATH} gives no prompts: texts are encoded without. Give them as query and passage prompt of the configuration.`,
    );
  }
  const { similarity_fn_name: similarity, truncate_dim: cut } = settings;
  if (similarity && similarity !== 'cosine' && !normalize) {
    warnings.push(`${PATH} asks for the similarity "${similarity}"; scores are cosines here.`);
  }
  if (cut) warnings.push(`${PATH} cuts embeddings to ${cut} numbers; they are used whole here.`);
  return { prompts, warnings };
}
