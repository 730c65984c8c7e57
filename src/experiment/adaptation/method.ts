import type { Batch } from '../../core/batches/batch';
import type { Corpus } from '../../core/corpus';
import type { Weights } from '../../core/encoderDefinition';
import type { Rng } from '../../core/rng';
import type { TokenFrame } from '../../core/tokenFrame';
import type { TokenTable } from '../../core/tokens';
import type { Rows, TermLoss } from '../../engine/losses/terms';

/** What adaptation methods draw from. Of the target domains there are passages alone, never queries or judgments. */
export interface Material {
  corpus: Corpus;
  /** Of the whole corpus, as the encoder on the backend takes them. */
  queries: TokenTable;
  passages: TokenTable;
  frames: { query: TokenFrame; passage: TokenFrame };
  /** Longest text in tokens. */
  maxLength: number;
  /** Corpus indices of the unlabelled passages of the domains trained on and of those held out. */
  source: Int32Array;
  target: Int32Array;
  /** Training languages. */
  languages: readonly string[];
  /** Numbers of an embedding. */
  dimensions: number;
  /** Vectors of the untouched encoder, if a term asks for them. */
  teacher: Teacher | null;
}

/** Unit vectors of the untouched encoder by corpus index; asking for a text that it has not seen throws RangeError. */
export interface Teacher {
  query(index: number): Float32Array;
  passage(index: number): Float32Array;
}

/** What a step is when its terms are drawn. */
export interface Scene {
  batch: Batch;
  /** Rows of the batch's queries and of its relevant passages among the texts of the step. */
  queries: Rows;
  passages: Rows;
  /** Updates made so far, and the share of the run that is done, in [0, 1]. */
  step: number;
  progress: number;
  /** Of this term and this batch alone. */
  rng: Rng;
  /** The row that the first text of the term will have. */
  first: number;
}

/** What a term adds to a step. */
export interface Contribution {
  /** Token ids of further texts. */
  texts: Int32Array[];
  weight: number;
  loss: TermLoss;
  /** Rows whose embeddings `learn` wants to see after the step. */
  read?: Rows[];
  /** @param embeddings unit vectors of those rows, as they were in the step */
  learn?: (embeddings: readonly Float32Array[]) => void;
}

/** A term of the loss at work in a run. */
export interface Method {
  /** Corpus indices of the passages that it can draw beside the labelled pairs. */
  touches: Int32Array;
  contribute(scene: Scene): Contribution;
  /** What it has learnt, for checkpoints; by names of its own. */
  state?(): Weights;
  restore?(state: Weights): void;
}

/** A classifier that is trained beside the encoder. */
export interface ClassifierHead {
  name: string;
  classes: number;
  /** Its learning rate. */
  rate: number;
}
