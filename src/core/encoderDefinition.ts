/** A linear layer with an activation between the pooling and the embedding (`Dense` of sentence-transformers). */
export interface DenseDefinition {
  /** Folder of the module, e.g. `2_Dense`; its tensors are named `2_Dense/linear.weight` and `2_Dense/linear.bias`. */
  path: string;
  inputs: number;
  outputs: number;
  bias: boolean;
  activation: 'identity' | 'tanh' | 'relu' | 'gelu' | 'sigmoid';
}

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
  /** Applied to the pooled vector one after the other; mostly empty. */
  dense: DenseDefinition[];
  /** Numbers of an embedding: outputs of the last dense layer, or else `hidden`. */
  dimensions: number;
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
