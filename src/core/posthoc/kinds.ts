/** Treatments of finished embeddings that need no training and no labels. */
export const POST_TREATMENTS = ['none', 'centering', 'lir-1', 'lir-2', 'whitening'] as const;
export type PostTreatment = (typeof POST_TREATMENTS)[number];

/** Directions that language information removal takes out of each language; 0 for the other treatments. */
export function removedDirections(kind: PostTreatment): number {
  if (kind === 'lir-1') return 1;
  return kind === 'lir-2' ? 2 : 0;
}
