import { GPU_DISTRIBUTION } from './gelu';
import { defineGpuKernel } from './kernel';
import { productVariants } from './productTile';

const sizes = `
  let rows = uniforms.rows;
  let columns = uniforms.columns;
  let inner = uniforms.inner;`;
const attributes = { rows: 'int32', columns: 'int32', inner: 'int32' } as const;

/** x W^T + b and GELU of it: x [rows, inner], weight [columns, inner] -> `sums` and `result` [rows, columns]. */
export const linearGeluOnGpu = defineGpuKernel({
  name: 'LinearGelu',
  inputs: ['x', 'weight', 'bias'],
  attributes,
  outputs: { sums: 'float32', result: 'float32' },
  gpuFunctions: GPU_DISTRIBUTION,
  ...productVariants({
    sizes,
    tiles: (tile) => `
      let aStart = 0; let aRow = inner; let aInner = 1;
      let bStart = 0; let bColumn = inner; let bInner = 1;
      ${tile({ a: 'x', b: 'weight' })}`,
    store: `
      let at = m * columns + n;
      let sum = value + bias[n];
      sums[at] = sum;
      result[at] = sum * distribution(sum, exp(-0.5 * sum * sum));`,
  }),
});

const PARTS = [0, 1, 2];
const choose = (body: (part: number) => string): string =>
  PARTS.map((part) => `if (batch == ${part}) { ${body(part)} }`).join(' else ');

/** Queries, keys and values: x W^T + b for three weights -> [3, rows, columns]; three products. */
export const projectThreeOnGpu = defineGpuKernel({
  name: 'ProjectThree',
  inputs: ['x', 'weight0', 'weight1', 'weight2', 'bias0', 'bias1', 'bias2'],
  attributes,
  ...productVariants({
    sizes,
    tiles: (tile) => `
      let aStart = 0; let aRow = inner; let aInner = 1;
      let bStart = 0; let bColumn = inner; let bInner = 1;
      ${choose((part) => tile({ a: 'x', b: `weight${part}` }))}`,
    store: `
      let at = (batch * rows + m) * columns + n;
      ${choose((part) => `result[at] = value + bias${part}[n];`)}`,
  }),
});

/** Gradient of `projectThreeOnGpu` by x, dy [3, rows, inner] -> [rows, columns]; one product. */
export const projectThreeGradientOnGpu = defineGpuKernel({
  name: 'ProjectThreeGradient',
  inputs: ['dy', 'weight0', 'weight1', 'weight2'],
  attributes,
  ...productVariants({
    sizes,
    tiles: (tile) =>
      PARTS.map(
        (part) => `{
          let aStart = ${part} * rows * inner; let aRow = inner; let aInner = 1;
          let bStart = 0; let bColumn = 1; let bInner = columns;
          ${tile({ a: 'dy', b: `weight${part}` })}
        }`,
      ).join('\n'),
    store: 'result[m * columns + n] = value;',
  }),
});

/** Gradients by the weights [rows, columns] and biases [rows] from dy [3, inner, rows], x [inner, columns]; three products. */
export const projectThreeWeightsOnGpu = defineGpuKernel({
  name: 'ProjectThreeWeights',
  inputs: ['dy', 'x'],
  attributes,
  outputs: {
    weight0: 'float32',
    weight1: 'float32',
    weight2: 'float32',
    bias0: 'float32',
    bias1: 'float32',
    bias2: 'float32',
  },
  ...productVariants({
    sizes,
    tiles: (tile) => `
      let aStart = batch * rows * inner; let aRow = 1; let aInner = rows;
      let bStart = 0; let bColumn = 1; let bInner = columns;
      ${tile({ a: 'dy', b: 'x', rowSums: true })}`,
    store: choose((part) => `weight${part}[m * columns + n] = value;`),
    storeRow: choose((part) => `bias${part}[m] = rowSum;`),
  }),
});
