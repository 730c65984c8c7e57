import type { TermLoss } from '../../engine/losses/terms';

/** InfoNCE over `texts` pairs: rows first.. on one side, the same number behind them on the other. */
export function positives(
  { texts, temperature, margin = 0 }: { texts: number; temperature: number; margin?: number },
  first: number,
  direction: 'one-way' | 'symmetric' = 'one-way',
): TermLoss {
  return {
    kind: 'contrastive',
    queries: { first, count: texts },
    passages: { first: first + texts, count: texts },
    mask: new Uint8Array(texts * texts),
    temperature,
    direction,
    margin,
  };
}
