/** An encoder as its directory describes it, in the engine's own words. */
export interface EncoderDefinition {
  /** Name of the directory. */
  name: string;
  /** `config.json`'s `model_type`: the BERT and XLM-R families. */
  family: 'bert' | 'xlm-roberta';
  /** Rows of the word embedding. */
  vocabulary: number;
  /** Width of the hidden states. */
  hidden: number;
  layers: number;
  heads: number;
  intermediate: number;
  /** Rows of the position embedding. */
  positions: number;
  /** Position of the first token: 0 for BERT, padding index + 1 for XLM-R. */
  positionOffset: number;
  tokenTypes: number;
  layerNormEps: number;
  pooling: 'mean' | 'cls' | 'max';
  /** Whether the embedding is divided by its L2 norm (scores are cosines all the same). */
  normalize: boolean;
  /** Longest text in tokens, special tokens included. */
  maxLength: number;
  /** Put before every query and every passage, e.g. E5's `query: ` and `passage: `; empty strings without. */
  prompts: { query: string; passage: string };
}

/** A tensor outside the engine: row-major float32. */
export interface WeightTensor {
  shape: number[];
  data: Float32Array;
}

/** Tensors by Hugging Face name, e.g. `embeddings.word_embeddings.weight`. */
export type Weights = Map<string, WeightTensor>;

/** Optimiser state: first and second moments by tensor name, and how many updates were made. */
export interface OptimiserState {
  step: number;
  first: Weights;
  second: Weights;
}
