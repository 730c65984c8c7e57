import type { Weights } from '../core/encoderDefinition';
import type { TokenTable } from '../core/tokens';
import { passageInput } from '../core/passageText';
import { withPrompts } from '../core/prompts';
import { frameOf, UNLIKE_TEXTS, type TokenFrame } from '../core/tokenFrame';
import { neededPieces, toKeptRows } from '../core/vocabulary';
import { mergeAdapters } from '../core/mergeAdapters';
import { createEncoder, type Encoder } from '../engine/encoder';
import { loraScale } from '../engine/trainable';
import { tokenizeAll } from '../io/tokenizer/tokenTable';
import type { Checkpoint } from '../io/storage/checkpoint';
import type { Configuration, ProgressEvent } from '../protocol';
import type { DataMaterial, EncoderMaterial } from './materials';
import { progressOf } from './progress';
import { trainableOf, type TrainedChoice } from './trained';
import { requireSamePieces, trimmed, untrimmed } from './vocabulary';

/** How texts become tokens. */
export type TokenSettings = Pick<
  Configuration,
  'maxLength' | 'queryPrompt' | 'passagePrompt' | 'passageText'
>;

/** A corpus in the tokens of an encoder. Costs seconds on large corpora: keep it as long as both stay the same. */
export interface TokenizedCorpus {
  data: DataMaterial;
  material: EncoderMaterial;
  settings: TokenSettings;
  queries: TokenTable;
  passages: TokenTable;
  /** Pieces of the tokenizer that occur in it, and special ones, ascending. */
  needed: Int32Array;
  /** What stands around the words of every query and of every passage. */
  frames: { query: TokenFrame; passage: TokenFrame };
  /** Longest text in tokens. */
  maxLength: number;
}

/** Everything an evaluation or a training run works on: the tokens, and an encoder on the backend in use. */
export interface Stage extends TokenizedCorpus {
  readonly encoder: Encoder;
  /** Pieces whose rows the encoder's word embedding has, where the vocabulary is trimmed; `queries` and `passages` name rows. */
  kept: Int32Array | null;
  /** All tensors of the encoder's directory as they are now: every row of the word embedding, adapters merged. */
  exportWeights(): Promise<Weights>;
  /** The weights of the encoder before any training, as `load` takes them. */
  readonly untouched: Weights;
  /** Puts another encoder in the place of `encoder`, which is freed: one with these of its exported weights. */
  load(weights: Weights): void;
}

/**
 * Tokenizes a corpus. The encoder's own prompts hold where none are given, and its own length where it is shorter.
 */
export async function* tokenizeCorpus(
  material: EncoderMaterial,
  data: DataMaterial,
  settings: TokenSettings,
): AsyncGenerator<ProgressEvent, TokenizedCorpus> {
  const { prompts, maxLength: own } = withPrompts(material.files.definition, settings);
  const limit = Math.min(settings.maxLength, own);
  const { corpus } = data;
  const total = corpus.queries.length + corpus.passages.length;
  const progress = progressOf('tokenize', 'Tokenizing', 'texts');
  const tokens = (texts: string[]) => tokenizeAll(material.tokenizer, texts, limit);
  yield progress(0, total);
  const queries = await tokens(corpus.queries.map(({ text }) => prompts.query + text));
  yield progress(corpus.queries.length, total);
  const passages = await tokens(
    corpus.passages.map((passage) => prompts.passage + passageInput(passage, settings.passageText)),
  );
  yield progress(total, total);
  const { specials } = material.tokenizer;
  const frame = (prompt: string) =>
    frameOf(UNLIKE_TEXTS.map((text) => material.tokenizer.encode(prompt + text, limit)));
  const frames = { query: frame(prompts.query), passage: frame(prompts.passage) };
  const needed = neededPieces([queries, passages], specials, material.files.definition.vocabulary);
  return { data, material, settings, queries, passages, needed, frames, maxLength: limit };
}

/**
 * Puts the encoder on the backend in use, with all rows of the word embedding or those alone that the corpus needs.
 * @param checkpoint weights to go on from, and the pieces they are of.
 * @throws IsoglotError 'bad-encoder' naming a tensor that is missing or has a wrong shape; 'bad-file' when the
 *   checkpoint's pieces are not those of the corpus.
 */
export function setStage(
  tokenized: TokenizedCorpus,
  configuration: TrainedChoice & Pick<Configuration, 'vocabulary'>,
  checkpoint?: Pick<Checkpoint, 'weights' | 'kept'>,
): Stage {
  const { definition, weights } = tokenized.material.files;
  const kept = configuration.vocabulary === 'corpus' ? tokenized.needed : null;
  if (checkpoint) requireSamePieces(kept, checkpoint.kept);
  const trainable = trainableOf(configuration);
  const own = kept ? trimmed(definition, weights, kept) : { definition, weights };
  let encoder = createEncoder(own.definition, checkpoint?.weights ?? own.weights, trainable);
  const texts = kept && {
    queries: toKeptRows(tokenized.queries, kept),
    passages: toKeptRows(tokenized.passages, kept),
  };
  return {
    ...tokenized,
    ...texts,
    get encoder() {
      return encoder;
    },
    kept,
    untouched: own.weights,
    exportWeights: async () =>
      wholeWeights(tokenized.material, configuration, { weights: await encoder.exportWeights(), kept }),
    load: (weights) => {
      encoder.dispose();
      encoder = createEncoder(own.definition, weights, trainable);
    },
  };
}

/** The encoder of a stage as it was before any training, on the backend in use; the caller disposes of it. */
export function untouchedEncoder({ encoder, untouched }: Stage): Encoder {
  return createEncoder(encoder.definition, untouched);
}

/** All tensors of an encoder's directory, from those that were on the backend or are in a checkpoint. */
export function wholeWeights(
  { files }: EncoderMaterial,
  configuration: TrainedChoice,
  { weights, kept }: Pick<Checkpoint, 'weights' | 'kept'>,
): Weights {
  const merged = mergeAdapters(weights, loraScale(trainableOf(configuration)));
  return kept ? untrimmed(merged, files.definition, files.weights, kept) : merged;
}
