import type { z } from 'zod';
import { encoderConfig, modelKind } from '../protocol/encoderFiles';
import { ANOTHER, parseFile, refuse, type Folder } from './encoderFolder';

/**
 * Reads `config.json`.
 * @param base Folder of the Transformer module, `''` or ending in `/`.
 * @throws IsoglotError `bad-encoder` when the model is of a kind that cannot be run, `bad-format` for a field that is
 *   missing or out of its bounds.
 */
export function readConfig(folder: Folder, base: string): z.output<typeof encoderConfig> {
  const path = `${base}config.json`;
  const where = `${folder.name}/${path}`;
  const kind = parseFile(folder, path, modelKind);
  if (kind.model_type !== 'bert' && kind.model_type !== 'xlm-roberta') {
    throw refuse(
      where,
      `the encoder is of the type "${kind.model_type}"; only the types "bert" and "xlm-roberta" can be run.`,
      ANOTHER,
    );
  }
  if (kind.hidden_act !== 'gelu') {
    throw refuse(where, `the activation is "${kind.hidden_act}"; only "gelu" can be run.`, ANOTHER);
  }
  if (kind.position_embedding_type !== 'absolute') {
    throw refuse(
      where,
      `the position embeddings are "${kind.position_embedding_type}"; only "absolute" ones can be run.`,
      ANOTHER,
    );
  }
  if (kind.is_decoder) throw refuse(where, 'the model is a decoder; only encoders can be run.', ANOTHER);
  const config = parseFile(folder, path, encoderConfig);
  if (config.hidden_size % config.num_attention_heads !== 0) {
    throw refuse(
      where,
      `hidden_size ${config.hidden_size} is not a multiple of num_attention_heads ${config.num_attention_heads}.`,
    );
  }
  return config;
}
