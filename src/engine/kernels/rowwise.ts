import { WORKGROUP } from './gpuKernel';
import type { TiledDefinition } from './gpuKernel';

/** WGSL for the work on one row, in the manner of either variant of a kernel. */
export interface Row {
  /** Runs `line` for each i32 `c` from 0 to `count`, which is uniform. */
  each: (count: string, line: string) => string;
  /** Sum and maximum over the row of what each thread has found. */
  sum: (share: string) => string;
  most: (share: string) => string;
  /** Runs `line` once. */
  once: (line: string) => string;
}

const alone: Row = {
  each: (count, line) => `for (var c = 0; c < ${count}; c++) { ${line} }`,
  sum: (share) => share,
  most: (share) => share,
  once: (line) => line,
};

const together: Row = {
  each: (count, line) => `for (var c = lane; c < ${count}; c += ${WORKGROUP}) { ${line} }`,
  sum: (share) => `sumOfGroup(lane, ${share})`,
  most: (share) => `mostOfGroup(lane, ${share})`,
  once: (line) => `if (lane == 0) { ${line} }`,
};

const reduction = (name: string, join: string): string => `
  fn ${name}(lane : i32, share : f32) -> f32 {
    shares[lane] = share;
    workgroupBarrier();
    for (var half = ${WORKGROUP / 2}; half > 0; half /= 2) {
      if (lane < half) { shares[lane] = ${join}; }
      workgroupBarrier();
    }
    let all = shares[0];
    workgroupBarrier();
    return all;
  }`;

const DECLARATIONS = `
  var<workgroup> shares : array<f32, ${WORKGROUP}>;
  ${reduction('sumOfGroup', 'shares[lane] + shares[lane + half]')}
  ${reduction('mostOfGroup', 'max(shares[lane], shares[lane + half])')}`;

/** Both variants of a kernel of which a thread, or a workgroup, does row `number`; as many threads as rows. */
export function rowVariants<Attribute extends string>(
  body: (row: Row) => string,
): { gpu: string; tiled: TiledDefinition<Attribute> } {
  return {
    gpu: `let number = index; ${body(alone)}`,
    tiled: {
      declarations: DECLARATIONS,
      gpu: `let number = group; ${body(together)}`,
      groups: (_attributes, threads) => threads,
    },
  };
}
