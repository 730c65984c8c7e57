/** What the module exports; see ../kernels.ts. */
export { adamW, adamWWithoutGradient, sumSquares } from './adamw';
export { attentionContext, attentionGradient, attentionProbabilities } from './attention';
export { columnSums } from './columnSums';
export { gelu, geluGradient } from './gelu';
export { layerNorm, layerNormGradient, layerNormScaled } from './layerNorm';
export { product, scratchBytes, useScratch } from './product';
export { rankCounts } from './rank';
