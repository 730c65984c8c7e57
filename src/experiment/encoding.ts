import type { TokenTable } from '../core/tokens';
import { textCount } from '../core/tokens';
import { encodeTexts } from '../engine/encode';
import type { ProgressEvent } from '../protocol';
import { counted, progressOf } from './progress';
import type { Stage } from './stage';

/** Unit vectors, texts x dimensions, each in the order of its table. */
export interface Encoded {
  queries: Float32Array;
  passages: Float32Array;
}

/**
 * Embeds passages and queries, with one progress for both.
 * @throws IsoglotError `cancelled` when `signal` is aborted, `not-finite` when a weight is.
 */
export async function* encodeBoth(
  { encoder }: Pick<Stage, 'encoder'>,
  queries: TokenTable,
  passages: TokenTable,
  signal?: AbortSignal,
  { task, label } = { task: 'evaluate', label: 'Encoding' },
): AsyncGenerator<ProgressEvent, Encoded> {
  const before = textCount(passages);
  const total = textCount(queries) + before;
  const progress = progressOf(task, label, 'texts');
  const encode = (table: TokenTable, offset: number) =>
    counted(encodeTexts(encoder, table, {}, signal), progress, offset, total);
  const passageVectors = yield* encode(passages, 0);
  return { passages: passageVectors, queries: yield* encode(queries, before) };
}
