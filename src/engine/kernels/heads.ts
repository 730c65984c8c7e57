import { defineGpuKernel } from './kernel';

/**
 * The rows of one group of texts, from token row `first` on, head by head: x [N, heads * width] ->
 * [texts, heads, time, width].
 */
export const splitHeads = defineGpuKernel({
  name: 'SplitHeads',
  inputs: ['x'],
  attributes: { first: 'int32', time: 'int32', heads: 'int32', width: 'int32' },
  gpu: `
    let row = index / uniforms.width;
    let head = (row / uniforms.time) % uniforms.heads;
    let text = row / (uniforms.time * uniforms.heads);
    let token = uniforms.first + text * uniforms.time + row % uniforms.time;
    result[index] = x[(token * uniforms.heads + head) * uniforms.width + index % uniforms.width];`,
});
