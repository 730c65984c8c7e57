import { ADAM_ATTRIBUTES, GPU_ADAM_AT, adamAt } from './adamAt';
import { defineInPlaceKernel } from './inPlaceKernel';
import { defineKernel } from './kernel';

/** Rows ids[n] of a table whose rows have `columns` numbers: [U, columns]. */
export const takeRows = defineKernel({
  name: 'TakeRows',
  inputs: ['table', 'ids'],
  attributes: { columns: 'int32' },
  host: ({ table, ids }, result, { columns }) => {
    for (let n = 0; n < ids.length; n++) {
      const row = ids[n]! * columns;
      for (let c = 0; c < columns; c++) result[n * columns + c] = table[row + c]!;
    }
  },
  gpu: `
    let n = index / uniforms.columns;
    result[index] = table[ids[n] * uniforms.columns + index % uniforms.columns];`,
});

/**
 * AdamW of the rows ids[n] with the gradients [U, columns], in place; `result` holds values, first and second moments
 * of the whole table one behind the other.
 */
export const updateRows = defineInPlaceKernel({
  name: 'UpdateRows',
  inputs: ['ids', 'gradient'],
  attributes: { ...ADAM_ATTRIBUTES, columns: 'int32' },
  host: ({ ids, gradient }, result, attributes) => {
    const { columns, keep } = attributes;
    for (let n = 0; n < ids.length; n++) {
      const row = ids[n]! * columns;
      for (let c = 0; c < columns; c++) adamAt(result, row + c, gradient[n * columns + c]!, keep, attributes);
    }
  },
  simd: (kernels, { gradient }, { at }, a, { ids }) => {
    const bytes = 4 * a.columns;
    for (let n = 0; n < ids.length; n++) {
      const w = at + ids[n]! * bytes;
      const [m, v] = [w + 4 * a.size, w + 8 * a.size];
      const factors = [a.beta1, a.share1, a.beta2, a.share2, a.keep, a.rate, a.root, a.eps] as const;
      kernels.run('adamW', a.columns, w, m, v, gradient.at + n * bytes, w, m, v, ...factors);
    }
  },
  gpuFunctions: GPU_ADAM_AT,
  gpu: `
    let at = ids[index / uniforms.columns] * uniforms.columns + index % uniforms.columns;
    adamAt(at, gradient[index], uniforms.keep);`,
});

/**
 * The updates that the rows ids[n] have missed, each with the gradient 0, step by step, so that it makes no difference
 * when they are made up for. `since[n]` is the first missed step; `schedule` has keep, rate and root of each step.
 */
export const catchUpRows = defineInPlaceKernel({
  name: 'CatchUpRows',
  inputs: ['ids', 'since', 'schedule'],
  attributes: {
    columns: 'int32',
    size: 'int32',
    beta1: 'float32',
    beta2: 'float32',
    eps: 'float32',
    steps: 'int32',
  },
  host: ({ ids, since, schedule }, result, { columns, size, beta1, beta2, eps, steps }) => {
    for (let n = 0; n < ids.length; n++) {
      const row = ids[n]! * columns;
      for (let at = row; at < row + columns; at++) {
        let value = result[at]!;
        let first = result[size + at]!;
        let second = result[2 * size + at]!;
        // A row that has met no token yet only decays.
        if (first === 0 && second === 0) {
          for (let step = since[n]!; step < steps; step++) value = Math.fround(schedule[3 * step]! * value);
          result[at] = value;
          continue;
        }
        for (let step = since[n]!; step < steps; step++) {
          first = Math.fround(beta1 * first);
          second = Math.fround(beta2 * second);
          value = Math.fround(
            schedule[3 * step]! * value -
              (schedule[3 * step + 1]! * first) / (Math.sqrt(second) * schedule[3 * step + 2]! + eps),
          );
        }
        result[at] = value;
        result[size + at] = first;
        result[2 * size + at] = second;
      }
    }
  },
  simd: (kernels, { schedule }, { at }, { columns, size, beta1, beta2, eps, steps }, { ids, since }) => {
    for (let n = 0; n < ids.length;) {
      // Most rows have missed the same steps as their neighbour. (Rows that are not whole vectors go one by one, so
      // that an element's arithmetic doesn't depend on its neighbours.)
      let next = n + 1;
      while (
        columns % 4 === 0 &&
        next < ids.length &&
        ids[next] === ids[n]! + next - n &&
        since[next] === since[n]
      )
        next++;
      const w = at + 4 * ids[n]! * columns;
      const moments = [w + 4 * size, w + 8 * size] as const;
      const elements = (next - n) * columns;
      const range = [since[n]!, steps] as const;
      kernels.run('adamWWithoutGradient', elements, w, ...moments, schedule.at, ...range, beta1, beta2, eps);
      n = next;
    }
  },
  gpu: `
    let n = index / uniforms.columns;
    let at = ids[n] * uniforms.columns + index % uniforms.columns;
    var value = result[at];
    var first = result[uniforms.size + at];
    var second = result[2 * uniforms.size + at];
    for (var step = since[n]; step < uniforms.steps; step++) {
      first = uniforms.beta1 * first;
      second = uniforms.beta2 * second;
      value = schedule[3 * step] * value
        - schedule[3 * step + 1] * first / (sqrt(second) * schedule[3 * step + 2] + uniforms.eps);
    }
    result[at] = value;
    result[uniforms.size + at] = first;
    result[2 * uniforms.size + at] = second;`,
});
