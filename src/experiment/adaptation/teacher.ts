import type { PairPool } from '../../core/batches/pairPool';
import { selectTexts } from '../../core/selectTexts';
import type { TokenTable } from '../../core/tokens';
import { encodeTexts } from '../../engine/encode';
import type { Encoder } from '../../engine/encoder';
import type { Configuration, ProgressEvent } from '../../protocol';
import { progressOf } from '../progress';
import { untouchedEncoder, type Stage } from '../stage';
import { passagesFrom } from './drawing';
import type { Material, Teacher } from './method';

/**
 * Corpus indices of the texts that terms compare with what they were: for distillation all that a batch can hold, for
 * translations what the term draws from. None where no term asks.
 */
export function teacherTexts(
  { adaptation }: Pick<Configuration, 'adaptation'>,
  material: Pick<Material, 'source' | 'target'>,
  pool: PairPool,
): { queries: Int32Array; passages: Int32Array } {
  const terms = adaptation.filter(({ weight }) => weight > 0);
  const distilled = terms.some(({ kind }) => kind === 'distillation');
  const drawn = terms.flatMap((term) =>
    term.kind === 'translation-mse' ? [...passagesFrom(material, term.from)] : [],
  );
  const queries = distilled ? labelledQueries(pool) : [];
  const passages = distilled ? [...labelledPassages(pool), ...drawn] : drawn;
  return { queries: Int32Array.from(new Set(queries)), passages: Int32Array.from(new Set(passages)) };
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

function labelledQueries({ questions }: PairPool): number[] {
  return questions.flatMap(({ versions }) => versions.flatMap((version) => version?.query ?? []));
}

function labelledPassages({ questions }: PairPool): number[] {
  return questions.flatMap(({ versions }) => versions.flatMap((version) => version?.passages.flat() ?? []));
}
