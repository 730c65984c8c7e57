import * as tf from '@tensorflow/tfjs-core';
import { IsoglotError } from '../core/errors';
import { textCount } from '../core/tokens';
import type { TokenTable } from '../core/tokens';
import { collate } from './collate';
import type { Encoder } from './encoder';
import { nextTask, throwIfCancelled } from './generators';
import type { Progress } from './generators';
import { trimGpuMemory } from './gpuPool';

export interface EncodeOptions {
  /** Tokens of a batch, as if all its texts were as long as the longest; see docs/performance.md. */
  batchTokens?: number;
}

const BATCH_TOKENS = 2048;

/**
 * Embeds all texts of a table: yields how many are done and returns texts x dimensions numbers in the order of the table,
 * each text's L2-normalised. Texts go shortest first: those of one length share work.
 * @throws IsoglotError `cancelled` when `signal` is aborted, `not-finite` if a weight has become NaN or infinite
 */
export async function* encodeTexts(
  encoder: Encoder,
  table: TokenTable,
  { batchTokens = BATCH_TOKENS }: EncodeOptions = {},
  signal?: AbortSignal,
): AsyncGenerator<Progress, Float32Array> {
  const { dimensions } = encoder.definition;
  const total = textCount(table);
  const embeddings = new Float32Array(total * dimensions);
  let done = 0;
  for (const texts of batchesOf(table, batchTokens)) {
    throwIfCancelled(signal);
    const batch = collate(table, encoder.definition, texts);
    const tensor = tf.tidy(() => encoder.embed(batch));
    const values = await tensor.data<'float32'>();
    tensor.dispose();
    trimGpuMemory();
    if (!values.every(Number.isFinite)) throw notFinite();
    for (const [row, text] of texts.entries())
      embeddings.set(values.subarray(row * dimensions, (row + 1) * dimensions), text * dimensions);
    done += texts.length;
    yield { done, total };
    await nextTask();
  }
  return embeddings;
}

/** Numbers of texts, shortest first, in batches of at most `budget` tokens (but at least one text). */
function batchesOf(table: TokenTable, budget: number): number[][] {
  const lengthOf = (text: number): number => table.offsets[text + 1]! - table.offsets[text]!;
  const sorted = Array.from({ length: textCount(table) }, (_, text) => text).sort(
    (a, b) => lengthOf(a) - lengthOf(b) || a - b,
  );
  const batches: number[][] = [];
  let batch: number[] = [];
  for (const text of sorted) {
    if (batch.length > 0 && (batch.length + 1) * lengthOf(text) > budget) {
      batches.push(batch);
      batch = [];
    }
    batch.push(text);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
}

function notFinite(): IsoglotError {
  return new IsoglotError({
    code: 'not-finite',
    what: 'An embedding holds numbers that are not finite, so the weights of the encoder are broken.',
    remedy: 'Open the encoder again; if it was trained, train it with a smaller learning rate.',
  });
}
