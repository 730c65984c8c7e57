import { defineKernel } from './kernel';

/**
 * The rows of one group of texts, from token row `first` on, head by head: x [N, heads * width] ->
 * [texts, heads, time, width].
 */
export const splitHeads = defineKernel({
  name: 'SplitHeads',
  inputs: ['x'],
  attributes: { first: 'int32', time: 'int32', heads: 'int32', width: 'int32' },
  host: ({ x }, result, { first, time, heads, width }) => {
    const columns = heads * width;
    for (let out = 0; out < result.length; out += width) {
      const row = out / width;
      const t = row % time;
      const head = ((row - t) / time) % heads;
      const text = (row - t - head * time) / (time * heads);
      const start = (first + text * time + t) * columns + head * width;
      for (let c = 0; c < width; c++) result[out + c] = x[start + c]!;
    }
  },
  gpu: `
    let row = index / uniforms.width;
    let head = (row / uniforms.time) % uniforms.heads;
    let text = row / (uniforms.time * uniforms.heads);
    let token = uniforms.first + text * uniforms.time + row % uniforms.time;
    result[index] = x[(token * uniforms.heads + head) * uniforms.width + index % uniforms.width];`,
});
