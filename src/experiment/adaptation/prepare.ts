import type { PairPool } from '../../core/batches/pairPool';
import type { Configuration, ProgressEvent } from '../../protocol';
import type { DataMaterial } from '../materials';
import type { Stage, TokenizedCorpus } from '../stage';
import { createAdaptation, type Adaptation } from './adaptation';
import { adaptationMaterial } from './material';
import type { Teacher } from './method';
import { createTeacher, teacherTexts } from './teacher';

/** Puts the adaptation terms of a run to work, the untouched encoder's vectors included if a term asks for them. */
export async function* prepareAdaptation(
  stage: Stage,
  pool: PairPool,
  configuration: Configuration,
): AsyncGenerator<ProgressEvent, Adaptation> {
  const material = adaptationMaterial(stage.data, pool, configuration, stage);
  const { dimensions } = stage.encoder.definition;
  const texts = teacherTexts(configuration, material, pool);
  const teacher =
    texts.queries.length + texts.passages.length > 0 ? yield* createTeacher(stage, texts) : null;
  return createAdaptation(configuration, { ...material, dimensions, teacher });
}

/**
 * The same without an encoder: to see whether a configuration fits the data, and with tokens how large its steps are. The
 * vectors that it would compare with are zeros.
 * @throws IsoglotError see `createAdaptation`
 */
export function draftAdaptation(
  data: DataMaterial,
  pool: PairPool,
  configuration: Configuration,
  tokens:
    (Pick<TokenizedCorpus, 'queries' | 'passages' | 'frames' | 'maxLength'> & { dimensions: number }) | null,
): Adaptation {
  const dimensions = tokens?.dimensions ?? 1;
  const zeros = () => new Float32Array(dimensions);
  const teacher: Teacher = { query: zeros, passage: zeros };
  return createAdaptation(configuration, {
    ...adaptationMaterial(data, pool, configuration, tokens),
    dimensions,
    teacher,
  });
}
