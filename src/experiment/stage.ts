import type { Weights } from '../core/encoderDefinition';
import type { TokenTable } from '../core/tokens';
import { createEncoder, type Encoder } from '../engine/encoder';
import { tokenizeAll } from '../io/tokenizer/tokenTable';
import type { ProgressEvent } from '../protocol';
import type { DataMaterial, EncoderMaterial } from './materials';
import { progressOf } from './progress';

/** A corpus in the tokens of an encoder. Costs seconds on large corpora: keep it as long as both stay the same. */
export interface TokenizedCorpus {
  data: DataMaterial;
  material: EncoderMaterial;
  maxLength: number;
  queries: TokenTable;
  passages: TokenTable;
}

/** Everything an evaluation or a training run works on: the tokens, and an encoder on the backend in use. */
export interface Stage extends TokenizedCorpus {
  encoder: Encoder;
}

/**
 * Tokenizes a corpus with the encoder's prompts.
 * @param maxLength longest text in tokens, special tokens included; the encoder's own limit holds if it is shorter.
 */
export async function* tokenizeCorpus(
  material: EncoderMaterial,
  data: DataMaterial,
  maxLength: number,
): AsyncGenerator<ProgressEvent, TokenizedCorpus> {
  const { prompts, maxLength: own } = material.files.definition;
  const limit = Math.min(maxLength, own);
  const { corpus } = data;
  const total = corpus.queries.length + corpus.passages.length;
  const progress = progressOf('tokenize', 'Tokenizing', 'texts');
  const tokens = (texts: string[]) => tokenizeAll(material.tokenizer, texts, limit);
  yield progress(0, total);
  const queries = await tokens(corpus.queries.map(({ text }) => prompts.query + text));
  yield progress(corpus.queries.length, total);
  const passages = await tokens(corpus.passages.map(({ text }) => prompts.passage + text));
  yield progress(total, total);
  return { data, material, maxLength, queries, passages };
}

/**
 * Puts the encoder on the backend in use.
 * @param weights those of a checkpoint, when a run goes on.
 * @throws IsoglotError 'bad-encoder' naming a tensor that is missing or has a wrong shape.
 */
export function setStage(tokenized: TokenizedCorpus, weights?: Weights): Stage {
  const { files } = tokenized.material;
  return { ...tokenized, encoder: createEncoder(files.definition, weights ?? files.weights) };
}
