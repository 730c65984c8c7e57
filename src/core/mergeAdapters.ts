import type { Weights } from './encoderDefinition';

/**
 * Weights with their low-rank adapters added in: W + scale B A for each pair `<layer>.lora_A` [rank, in] and
 * `<layer>.lora_B` [out, rank] (Hu et al. 2021, section 4.1). Without adapters the same weights.
 * @param scale alpha / rank
 */
export function mergeAdapters(weights: Weights, scale: number): Weights {
  const merged: Weights = new Map([...weights].filter(([name]) => !/\.lora_[AB]$/.test(name)));
  for (const [name, a] of weights) {
    if (!name.endsWith('.lora_A')) continue;
    const layer = name.slice(0, -'.lora_A'.length);
    const b = weights.get(`${layer}.lora_B`)!;
    const { shape, data } = weights.get(`${layer}.weight`)!;
    const [outputs, inputs] = shape as [number, number];
    const rank = a.shape[0]!;
    const sums = Float64Array.from(data);
    for (let row = 0; row < outputs; row++) {
      for (let r = 0; r < rank; r++) {
        const factor = scale * b.data[row * rank + r]!;
        for (let c = 0; c < inputs; c++) sums[row * inputs + c]! += factor * a.data[r * inputs + c]!;
      }
    }
    merged.set(`${layer}.weight`, { shape, data: Float32Array.from(sums) });
  }
  return merged;
}
