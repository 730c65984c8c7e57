import { defineGpuKernel } from './kernel';

/**
 * Attention probabilities of one group of texts padded to T tokens: scores [B, heads, T, T] times `scale`, softmax
 * over the first lengths[b] keys, exactly 0 behind them and in the rows of padding. One thread a row.
 */
export const attentionSoftmax = defineGpuKernel({
  name: 'AttentionSoftmax',
  inputs: ['scores', 'lengths'],
  attributes: { time: 'int32', heads: 'int32', scale: 'float32' },
  gpu: `
    let start = index * uniforms.time;
    let tokens = lengths[index / (uniforms.heads * uniforms.time)];
    let length = select(0, tokens, index % uniforms.time < tokens);
    var best = -3.0e38;
    for (var j = start; j < start + length; j++) { best = max(best, scores[j]); }
    var sum = 0.0;
    for (var j = start; j < start + length; j++) {
      let weight = exp((scores[j] - best) * uniforms.scale);
      result[j] = weight;
      sum += weight;
    }
    for (var j = start; j < start + length; j++) { result[j] /= sum; }
    for (var j = start + length; j < start + uniforms.time; j++) { result[j] = 0.0; }`,
});

/** Gradient by the scores: scale * p (dp - sum(p dp)), rows of `time` elements. One thread a row. */
export const attentionSoftmaxGradient = defineGpuKernel({
  name: 'AttentionSoftmaxGradient',
  inputs: ['p', 'dp'],
  attributes: { time: 'int32', scale: 'float32' },
  gpu: `
    let start = index * uniforms.time;
    var sum = 0.0;
    for (var j = start; j < start + uniforms.time; j++) { sum += p[j] * dp[j]; }
    for (var j = start; j < start + uniforms.time; j++) {
      result[j] = uniforms.scale * p[j] * (dp[j] - sum);
    }`,
});
