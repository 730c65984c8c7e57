import { defineGpuKernel } from './kernel';
import { rowVariants } from './rowwise';

/**
 * WGSL: similarity of query i and passage j over the temperature; far below all others where the pair is masked, so that
 * its probability is exactly 0. Behind the rows of the matrix come its columns.
 */
const LOGIT = `
  fn logit(i : i32, j : i32) -> f32 {
    let at = i * uniforms.pairs + j;
    return select(similarities[at] * uniforms.inverse, -1.0e9, excluded[at] != 0);
  }
  fn element(number : i32, c : i32) -> f32 {
    if (number < uniforms.pairs) { return logit(number, c); }
    return logit(c, number - uniforms.pairs);
  }`;

/**
 * log(sum(exp(logit))) of each row of similarities [B, B] and, if so many threads are asked for, of each column.
 * `excluded` is B x B, not 0 where a pair doesn't count. B threads a direction.
 */
export const infoNceLogSumsOnGpu = defineGpuKernel({
  name: 'InfoNceLogSums',
  inputs: ['similarities', 'excluded'],
  attributes: { pairs: 'int32', inverse: 'float32' },
  gpuFunctions: LOGIT,
  ...rowVariants(
    ({ each, sum, most, once }) => `
      var best = -3.0e38;
      ${each('uniforms.pairs', 'best = max(best, element(number, c));')}
      best = ${most('best')};
      var total = 0.0;
      ${each('uniforms.pairs', 'total += exp(element(number, c) - best);')}
      total = ${sum('total')};
      ${once('result[number] = best + log(total);')}`,
  ),
});

/**
 * Gradient of InfoNCE by the similarities, [B, B], and each query's share in it, [B]: logSum - logit of its own passage,
 * of the rows (`directions` 1) or the mean of rows and columns (2), over B. B threads.
 */
export const infoNceOnGpu = defineGpuKernel({
  name: 'InfoNce',
  inputs: ['similarities', 'excluded', 'logSums'],
  attributes: { pairs: 'int32', inverse: 'float32', directions: 'int32' },
  outputs: { gradient: 'float32', loss: 'float32' },
  gpuFunctions: LOGIT,
  ...rowVariants(
    ({ each, once }) => `
      let both = uniforms.directions == 2;
      let count = f32(uniforms.pairs);
      ${each(
        'uniforms.pairs',
        `let value = logit(number, c);
        let hit = select(0.0, 1.0, c == number);
        var slope = exp(value - logSums[number]) - hit;
        if (both) { slope = 0.5 * (slope + exp(value - logSums[uniforms.pairs + c]) - hit); }
        gradient[number * uniforms.pairs + c] = slope * uniforms.inverse / count;`,
      )}
      ${once(`
        let own = logit(number, number);
        var share = logSums[number] - own;
        if (both) { share = 0.5 * (share + logSums[uniforms.pairs + number] - own); }
        loss[number] = share / count;`)}`,
  ),
});
