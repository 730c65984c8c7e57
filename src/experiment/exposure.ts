import { exposureOf } from '../core/exposure/exposure';
import { trainedTexts } from '../core/exposure/trainedTexts';
import type { PairPool } from '../core/batches/pairPool';
import type { Configuration, Exposure } from '../protocol';
import { planEvaluation, type EvaluationScope } from './evaluate';
import type { DataMaterial } from './materials';

const NOTHING = { queries: new Set<number>(), passages: new Set<number>() };

/** Of an evaluation without training: all is zero-shot, as far as is known here. */
export function untrainedExposure(data: DataMaterial, scope: EvaluationScope): Exposure {
  const { corpus } = data;
  return { ...exposureOf(corpus, evaluatedTexts(data, scope), NOTHING, 0), encoder: 'unknown' };
}

/**
 * What of the texts that a run evaluates it can train on. Costs seconds on large corpora: once a run is enough.
 * @param pool of the configuration
 */
export function runExposure(data: DataMaterial, pool: PairPool, configuration: Configuration): Exposure {
  const evaluated = evaluatedTexts(data, configuration);
  const trained = trainedTexts(pool, configuration);
  return { ...exposureOf(data.corpus, evaluated, trained, configuration.seed), encoder: 'unknown' };
}

/** Says in figures what of the evaluated texts a run trains on, if anything. */
export function exposureWarnings({ queries, passages, translations, nearDuplicates }: Exposure): string[] {
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
  return warnings;
}

function evaluatedTexts(data: DataMaterial, scope: EvaluationScope) {
  const { request } = planEvaluation(data, scope);
  return { queries: new Set(request.queries), passages: new Set(request.candidatePassage) };
}
