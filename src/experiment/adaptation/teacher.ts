import { selectTexts } from '../../core/selectTexts';
import type { TokenTable } from '../../core/tokens';
import { encodeTexts } from '../../engine/encode';
import type { Encoder } from '../../engine/encoder';
import type { Configuration, ProgressEvent } from '../../protocol';
import { progressOf } from '../progress';
import { untouchedEncoder, type Stage } from '../stage';
import type { Teacher } from './method';

/** Whether a configuration has terms that compare the encoder with what it was. */
export function asksForTeacher({ adaptation }: Pick<Configuration, 'adaptation'>): boolean {
  return adaptation.some(
    ({ kind, weight }) => weight > 0 && (kind === 'distillation' || kind === 'translation-mse'),
  );
}

/**
 * Vectors of the untouched encoder, made once before the first step, also where a run is gone on with.
 * @param indices corpus indices of the texts that may be asked for
 */
export async function* createTeacher(
  stage: Stage,
  indices: { queries: Int32Array; passages: Int32Array },
): AsyncGenerator<ProgressEvent, Teacher> {
  const encoder = untouchedEncoder(stage);
  try {
    const total = indices.queries.length + indices.passages.length;
    const queries = yield* vectors(encoder, stage.queries, indices.queries, 0, total);
    const passages = yield* vectors(encoder, stage.passages, indices.passages, indices.queries.length, total);
    return { query: queries, passage: passages };
  } finally {
    encoder.dispose();
  }
}

async function* vectors(
  encoder: Encoder,
  table: TokenTable,
  indices: Int32Array,
  before: number,
  total: number,
): AsyncGenerator<ProgressEvent, (index: number) => Float32Array> {
  const progress = progressOf('teacher', 'Encoding with the untouched encoder', 'texts', before);
  const work = encodeTexts(encoder, selectTexts(table, indices), {});
  let turn = await work.next();
  for (; !turn.done; turn = await work.next()) yield progress(before + turn.value.done, total);
  const values = turn.value;
  const { dimensions } = encoder.definition;
  const placeOf = new Map(Array.from(indices, (index, place) => [index, place]));
  return (index) => {
    const place = placeOf.get(index);
    if (place === undefined) throw new RangeError(`text ${index} was not encoded`);
    return values.subarray(place * dimensions, (place + 1) * dimensions);
  };
}
