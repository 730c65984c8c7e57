import { RATIO_KINDS, type Composition } from './composition';

/** Pairs that a step is trained on, e.g. `32`, or `4 × 32` where it takes the mean gradient of four batches. */
export function sizeInWords({
  batchSize,
  accumulate,
}: Pick<Composition, 'batchSize' | 'accumulate'>): string {
  return accumulate > 1 ? `${accumulate} × ${batchSize}` : String(batchSize);
}

/** The mix of a composition in a few words, e.g. `hybrid, alpha 0.5`. */
export function mixInWords(
  composition: Pick<
    Composition,
    'strategy' | 'alpha' | 'alphaSchedule' | 'alphaEnd' | 'kindWeights' | 'crossShare' | 'pairWeights'
  >,
): string {
  const { strategy, alpha, alphaSchedule, alphaEnd } = composition;
  switch (strategy) {
    case 'hybrid':
      if (alphaSchedule === 'constant') return `hybrid, alpha ${alpha}`;
      return `hybrid, alpha ${alphaSchedule === 'curriculum' ? 1 : alpha} to ${alphaEnd} (${alphaSchedule})`;
    case 'ratio': {
      const weights = RATIO_KINDS.filter((kind) => composition.kindWeights[kind] > 0);
      return `ratio, ${weights.map((kind) => `${kind} ${composition.kindWeights[kind]}`).join(' : ')}`;
    }
    case 'within':
      return `within, ${composition.crossShare} cross-lingual`;
    case 'matrix':
      return `matrix of ${Object.values(composition.pairWeights).filter((weight) => weight > 0).length} pairs`;
    default:
      return strategy;
  }
}
