import { defineKernel } from './kernel';

/**
 * Attention probabilities of one group of texts padded to T tokens: scores [B, heads, T, T] times `scale`, softmax
 * over the first lengths[b] keys, exactly 0 behind them (a text without tokens gets zeros). One thread a row.
 */
export const attentionSoftmax = defineKernel({
  name: 'AttentionSoftmax',
  inputs: ['scores', 'lengths'],
  attributes: { time: 'int32', heads: 'int32', scale: 'float32' },
  host: ({ scores, lengths }, result, { time, heads, scale }) => {
    const rows = result.length / time;
    for (let row = 0; row < rows; row++) {
      const start = row * time;
      const length = lengths[Math.floor(row / (heads * time))]!;
      let best = -Infinity;
      for (let j = start; j < start + length; j++) best = Math.max(best, scores[j]!);
      let sum = 0;
      for (let j = start; j < start + length; j++) {
        const weight = Math.exp((scores[j]! - best) * scale);
        result[j] = weight;
        sum += weight;
      }
      const inverse = 1 / sum;
      for (let j = start; j < start + length; j++) result[j]! *= inverse;
      result.fill(0, start + length, start + time);
    }
  },
  gpu: `
    let start = index * uniforms.time;
    let length = lengths[index / (uniforms.heads * uniforms.time)];
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
export const attentionSoftmaxGradient = defineKernel({
  name: 'AttentionSoftmaxGradient',
  inputs: ['p', 'dp'],
  attributes: { time: 'int32', scale: 'float32' },
  host: ({ p, dp }, result, { time, scale }) => {
    for (let start = 0; start < result.length; start += time) {
      let sum = 0;
      for (let j = start; j < start + time; j++) sum += p[j]! * dp[j]!;
      for (let j = start; j < start + time; j++) result[j] = scale * p[j]! * (dp[j]! - sum);
    }
  },
  gpu: `
    let start = index * uniforms.time;
    var sum = 0.0;
    for (var j = start; j < start + uniforms.time; j++) { sum += p[j] * dp[j]; }
    for (var j = start; j < start + uniforms.time; j++) {
      result[j] = uniforms.scale * p[j] * (dp[j] - sum);
    }`,
});
