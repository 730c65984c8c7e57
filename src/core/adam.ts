/** AdamW's constants and the numbers of one step (Loshchilov & Hutter 2019, algorithm 2; PyTorch's order of terms). */

export const BETA_1 = 0.9;
export const BETA_2 = 0.999;
export const EPS = 1e-8;

export interface AdamStep {
  /** Shares of the clipped gradient in the first moment, of its square in the second. */
  share1: number;
  share2: number;
  /** Factor of a weight that decays. */
  keep: number;
  /** Learning rate, corrected for the bias of the first moment. */
  rate: number;
  /** Correction of the root of the second moment. */
  root: number;
}

/**
 * @param step counted from 1
 * @param clip factor of the gradient, at most 1
 */
export function adamStep(step: number, learningRate: number, weightDecay: number, clip: number): AdamStep {
  // In float32, so that a step is the same whether its numbers come from uniforms or from a list.
  return {
    share1: Math.fround((1 - BETA_1) * clip),
    share2: Math.fround((1 - BETA_2) * clip * clip),
    keep: Math.fround(1 - learningRate * weightDecay),
    rate: Math.fround(learningRate / (1 - BETA_1 ** step)),
    root: Math.fround(1 / Math.sqrt(1 - BETA_2 ** step)),
  };
}

/** PyTorch's `clip_grad_norm_`: the factor that brings the global norm down to `clipNorm`; 0 turns clipping off. */
export function clipFactor(norm: number, clipNorm: number): number {
  return clipNorm > 0 ? Math.min(1, clipNorm / (norm + 1e-6)) : 1;
}

/** Whether weight decay applies: to all tensors but biases and layer norms, embeddings included. */
export function decays(name: string): boolean {
  return !name.endsWith('bias') && !name.includes('LayerNorm');
}
