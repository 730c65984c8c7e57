import { createEncoder, type Encoder } from '../engine/encoder';
import { tokenizeAll } from '../io/tokenizer/tokenTable';
import type { Weights } from '../core/encoderDefinition';
import type { TokenTable } from '../core/tokens';
import type { ProgressEvent } from '../protocol';
import type { DataMaterial, EncoderMaterial } from './materials';
import { progressOf } from './progress';

/** Everything an evaluation or a training run works on: an encoder on the backend and the corpus in its tokens. */
export interface Stage {
  encoder: Encoder;
  data: DataMaterial;
  material: EncoderMaterial;
  queries: TokenTable;
  passages: TokenTable;
}

/**
 * Puts the encoder on the backend in use and tokenizes the corpus with the encoder's prompts.
 * @param maxLength longest text in tokens, special tokens included; the encoder's own limit holds if it is shorter.
 * @param weights those of a checkpoint, when a run goes on.
 */
export async function* setStage(
  material: EncoderMaterial,
  data: DataMaterial,
  maxLength: number,
  weights: Weights = material.files.weights,
): AsyncGenerator<ProgressEvent, Stage> {
  const { definition } = material.files;
  const { prompts } = definition;
  const limit = Math.min(maxLength, definition.maxLength);
  const { corpus } = data;
  const total = corpus.queries.length + corpus.passages.length;
  const progress = progressOf('tokenize', 'Tokenizing', 'texts');
  yield progress(0, total);
  const queries = await tokenizeAll(
    material.tokenizer,
    corpus.queries.map((q) => prompts.query + q.text),
    limit,
  );
  yield progress(corpus.queries.length, total);
  const passages = await tokenizeAll(
    material.tokenizer,
    corpus.passages.map((p) => prompts.passage + p.text),
    limit,
  );
  yield progress(total, total);
  return { encoder: createEncoder(definition, weights), data, material, queries, passages };
}
