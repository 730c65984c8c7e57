import type { EncoderDefinition } from '../core/encoderDefinition';
import { textCount, tokensOf } from '../core/tokens';
import type { TokenTable } from '../core/tokens';
import { adapterShapes } from './adapters';
import { WORD_TABLE, parameterShapes } from './parameters';
import { isTrained, trainedShapes } from './trainable';
import type { Trainable } from './trainable';

/** What a training step needs, in bytes of tensors on the backend. */
export interface StepMemory {
  /** The encoder. */
  weights: number;
  /** Moments of what is trained, and on webgpu the vectors that AdamW works on. */
  optimiser: number;
  gradients: number;
  /** What the forward pass keeps for the backward pass, of the largest chunk. */
  activations: number;
  /** All of it at once. */
  total: number;
  /** The largest single tensor: a GPU limits those as well. */
  largest: number;
}

export interface StepOfTexts {
  /** All texts of each input of the step. */
  texts: readonly TokenTable[];
  dropout: number;
  /** Texts at once; 0: all. */
  chunkTexts: number;
}

const FLOAT = 4;

/**
 * Estimates the peak of a training step from the shapes alone: docs/performance.md has it beside what was measured.
 * The forward pass keeps, per token and layer, queries, keys and values, the context, both sums before LayerNorm and
 * both after it, and the feed-forward part before and after GELU: eight rows of the width of the encoder, two of the
 * feed-forward part, and the attention probabilities. A layer at work has about as much again, on wasm
 * twice.
 * @param flat whether AdamW works on one vector of all parameters (webgpu), so that there are copies of them
 */
export function estimateStep(
  definition: EncoderDefinition,
  trainable: Trainable,
  { texts, dropout, chunkTexts }: StepOfTexts,
  flat: boolean,
): StepMemory {
  const { hidden, intermediate, layers, heads } = definition;
  const sizeOf = (shapes: Iterable<[string, number[]]>): number =>
    [...shapes].reduce((sum, [name, shape]) => sum + (name === WORD_TABLE ? 0 : product(shape)), 0);
  const adapters = trainable.lora ? adapterShapes(definition, trainable.lora) : new Map<string, number[]>();
  const parameters = sizeOf(parameterShapes(definition)) + sizeOf(adapters);
  const trained = sizeOf(trainedShapes(definition, trainable));
  const table = isTrained(WORD_TABLE, trainable) ? definition.vocabulary * hidden : 0;
  const rows = new Set(texts.flatMap(({ ids }) => [...ids])).size * hidden;
  const chunks = texts.flatMap((each) => chunksOf(each, chunkTexts));

  const { tokens, pairs } = largestOf(chunks);
  // With adapters queries, keys and values are made one by one on webgpu, and then put together.
  const perToken = (flat && trainable.lora ? 11 : 8) * hidden + 2 * intermediate;
  const activations = tokens * (layers * perToken + 2 * hidden) + layers * heads * pairs;
  const oneLayer = tokens * (perToken + (dropout > 0 ? 2 * hidden : 0)) + heads * pairs;
  const atWork = (flat ? 1 : 2) * oneLayer;

  const weights = parameters + table;
  // Values and moments as one vector, and the gradients as another; a second one to add chunks up.
  const vectors = trained * (chunks.length > 1 ? 5 : 4);
  const optimiser = (flat ? vectors : 2 * trained) + 2 * table;
  // Those of the chunk at work, and the sum of those before it.
  const collected = chunks.length > 1 ? (flat ? 0 : trained) + rows : 0;
  const gradients = trained + 2 * rows;
  // Activations are given up as the gradients come.
  const peak = Math.max(activations, gradients) + atWork;
  const largest = Math.max(
    table * 3,
    flat ? 3 * trained : 0,
    tokens * Math.max(intermediate, 3 * hidden),
    heads * pairs,
  );
  const bytes = (floats: number): number => Math.round(FLOAT * floats);
  return {
    weights: bytes(weights),
    optimiser: bytes(optimiser),
    gradients: bytes(gradients + collected),
    activations: bytes(activations),
    // Before the first step the table is there by itself and with its moments.
    total: bytes(weights + optimiser + Math.max(table, rows + collected + peak)),
    largest: bytes(largest),
  };
}

/** Tokens, and pairs of tokens of one text, of texts that are worked on at once. */
interface Chunk {
  tokens: number;
  pairs: number;
}

/** @param size texts of a chunk; 0: all */
function chunksOf(table: TokenTable, size: number): Chunk[] {
  const lengths = Array.from({ length: textCount(table) }, (_, text) => tokensOf(table, text).length);
  const step = size || lengths.length;
  return Array.from({ length: Math.ceil(lengths.length / step) }, (_, index) => {
    const chunk = lengths.slice(index * step, (index + 1) * step);
    return {
      tokens: chunk.reduce((sum, length) => sum + length, 0),
      pairs: chunk.reduce((sum, length) => sum + length * length, 0),
    };
  });
}

/** The chunk that has most tokens. */
function largestOf(chunks: readonly Chunk[]): Chunk {
  return chunks.reduce((most, chunk) => (chunk.tokens > most.tokens ? chunk : most), { tokens: 0, pairs: 0 });
}

function product(shape: readonly number[]): number {
  return shape.reduce((size, dimension) => size * dimension, 1);
}
