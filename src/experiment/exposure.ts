import { exposureOf, mostTexts } from '../core/exposure/exposure';
import { trainedTexts } from '../core/exposure/trainedTexts';
import type { PairPool } from '../core/batches/pairPool';
import type { Configuration, Exposure, ProgressEvent } from '../protocol';
import { planEvaluation, type EvaluationScope } from './evaluate';
import type { DataMaterial } from './materials';
import { breathing, patiently, progressOf } from './progress';

const NOTHING = { queries: new Set<number>(), passages: new Set<number>() };

/** Of an evaluation without training: all is zero-shot, as far as is known here. */
export async function untrainedExposure(data: DataMaterial, scope: EvaluationScope): Promise<Exposure> {
  const found = await patiently(exposureOf(data.corpus, evaluatedTexts(data, scope), NOTHING, 0));
  return { ...found, encoder: 'unknown' };
}

/**
 * What of the texts that a run evaluates it can train on. Takes about a second on XQuAD-R: once a run is enough.
 * @param pool of the configuration
 * @param unlabelled corpus indices of the passages that adaptation can read without their labels
 * @param negatives those that can be hard negatives
 */
export async function* runExposure(
  data: DataMaterial,
  pool: PairPool,
  configuration: Configuration,
  unlabelled: ReadonlySet<number>,
  negatives: ReadonlySet<number> = new Set(),
): AsyncGenerator<ProgressEvent, Exposure> {
  const evaluated = evaluatedTexts(data, configuration);
  const labelled = trainedTexts(pool, configuration);
  const trained = { ...labelled, passages: new Set([...labelled.passages, ...negatives]) };
  const progress = progressOf('evaluate', 'Looking for texts that were trained on', 'texts');
  const total = mostTexts(evaluated, trained);
  let read = 0;
  const work = exposureOf(data.corpus, evaluated, trained, configuration.seed);
  const found = yield* breathing(work, (texts) => progress((read += texts), total));
  const seen = [...evaluated.passages].filter((index) => unlabelled.has(index)).length;
  return {
    ...found,
    ...(unlabelled.size > 0 && { adapted: { passages: seen / evaluated.passages.size } }),
    encoder: 'unknown',
  };
}

/** Says in figures what of the evaluated texts a run trains on, if anything. */
export function exposureWarnings(exposure: Exposure): string[] {
  const { queries, passages, translations, nearDuplicates, adapted } = exposure;
  const percent = (share: number) =>
    share > 0 && share < 0.001 ? 'under 0.1 %' : `${(100 * share).toFixed(1)} %`;
  const warnings: string[] = [];
  if (queries + passages + translations.queries + translations.passages > 0) {
    warnings.push(
      `Trained on of what is evaluated: ${percent(queries)} of the queries and ${percent(passages)} of the passages; ` +
        `only in another language ${percent(translations.queries)} and ${percent(translations.passages)}.`,
    );
  }
  if (nearDuplicates.passages > 0) {
    warnings.push(
      `Near-duplicates: ${percent(nearDuplicates.passages)} of the evaluated passages are nearly the same as one ` +
        `that is trained on (Jaccard similarity of ${nearDuplicates.threshold} or more).`,
    );
  }
  if (adapted && adapted.passages > 0) {
    warnings.push(
      `Adapted to what is evaluated: ${percent(adapted.passages)} of the evaluated passages are read without their ` +
        'labels; no query and no judgment of a held-out domain is.',
    );
  }
  return warnings;
}

function evaluatedTexts(data: DataMaterial, scope: EvaluationScope) {
  const { request } = planEvaluation(data, scope);
  return { queries: new Set(request.queries), passages: new Set(request.candidatePassage) };
}
