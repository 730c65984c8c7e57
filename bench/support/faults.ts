/** A deliberate fault: what a slip of the hand could have left in the source. */
export interface Fault {
  what: string;
  file: string;
  /** Stands in the file once. */
  from: string;
  to: string;
  /** Test files that should notice, by what `vitest run` takes. */
  tests: string[];
}

const KERNELS = 'src/engine/kernels';
const LOSSES = 'src/engine/losses';
const ASSEMBLY = 'src/engine/simd/assembly';

export const FAULTS: readonly Fault[] = [
  {
    what: 'InfoNCE on cpu and wasm: the mask does nothing',
    file: 'src/engine/losses/contrastive.ts',
    from: '(bit) => bit * EXCLUDED',
    to: '(bit) => bit * 0',
    tests: ['src/engine/losses/contrastive.test.ts'],
  },
  {
    what: 'InfoNCE on cpu and wasm: gradient with the wrong sign',
    file: 'src/engine/losses/contrastive.ts',
    from: 'tf.sub(tf.exp(log), target)',
    to: 'tf.sub(target, tf.exp(log))',
    tests: ['src/engine/losses/contrastive.test.ts'],
  },
  {
    what: 'InfoNCE on cpu and wasm: symmetric gradient not transposed back',
    file: 'src/engine/losses/contrastive.ts',
    from: 'const back = tf.transpose(backward.gradient)',
    to: 'const back = backward.gradient',
    tests: ['src/engine/losses/contrastive.test.ts'],
  },
  {
    what: 'InfoNCE on webgpu: the mask does nothing',
    file: `${KERNELS}/infoNce.ts`,
    from: 'excluded[at] != 0',
    to: 'excluded[at] > 1',
    tests: ['src/engine/losses/contrastive.test.ts'],
  },
  {
    what: 'InfoNCE on webgpu: columns where rows should be',
    file: `${KERNELS}/infoNce.ts`,
    from: 'return logit(c, number - uniforms.pairs);',
    to: 'return logit(number - uniforms.pairs, c);',
    tests: ['src/engine/losses/contrastive.test.ts'],
  },
  {
    what: 'Attention on cpu: scores not divided by sqrt(width)',
    file: `${KERNELS}/hostAttention.ts`,
    from: `    const scores = scratch(most, most);
    const scale = 1 / Math.sqrt(width);`,
    to: `    const scores = scratch(most, most);
    const scale = 1;`,
    tests: ['src/engine/ops/attention.test.ts'],
  },
  {
    what: 'Attention on webgpu: one key too few',
    file: `${KERNELS}/gpuAttention.ts`,
    from: 'at < start + block.length; at++',
    to: 'at < start + block.length - 1; at++',
    tests: ['src/engine/ops/attention.test.ts'],
  },
  {
    what: 'Attention on webgpu: gradient by the scores without its mean',
    file: `${KERNELS}/gpuAttention.ts`,
    from: 'uniforms.scale * p[at] * (result[at] - total)',
    to: 'uniforms.scale * p[at] * result[at]',
    tests: ['src/engine/ops/attention.test.ts'],
  },
  {
    what: 'Attention on webgpu: gradient by the keys from the wrong side',
    file: `${KERNELS}/gpuAttention.ts`,
    from: "{ pairs: 'slopes', transposed: true, tokens: (i) => `qkv[${i}]` }",
    to: "{ pairs: 'slopes', transposed: false, tokens: (i) => `qkv[${i}]` }",
    tests: ['src/engine/ops/attention.test.ts'],
  },
  {
    what: 'LayerNorm on cpu: variance divided by H - 1',
    file: `${KERNELS}/layerNorm.ts`,
    from: '1 / Math.sqrt((sum + other) / columns + eps)',
    to: '1 / Math.sqrt((sum + other) / (columns - 1) + eps)',
    tests: ['src/engine/ops/layerNorm.test.ts'],
  },
  {
    what: 'LayerNorm on wasm: eps outside the root',
    file: `${ASSEMBLY}/layerNorm.ts`,
    from: 'inverse = 1 / sqrt(sum / <f32>columns + eps);',
    to: 'inverse = 1 / (sqrt(sum / <f32>columns) + eps);',
    tests: ['src/engine/ops/layerNorm.test.ts', 'src/engine/simd'],
  },
  {
    what: 'LayerNorm on webgpu: gradient without its mean',
    file: `${KERNELS}/gpuLayerNorm.ts`,
    from: '(slope * gamma[c] - total - centred * product) * scale',
    to: '(slope * gamma[c] - centred * product) * scale',
    tests: ['src/engine/ops/layerNorm.test.ts'],
  },
  {
    what: 'GELU on webgpu: a term of the slope missing',
    file: `${KERNELS}/gelu.ts`,
    from: 'dy[index] * (distribution(value, density) + value * ${INVERSE_SQRT_2PI} * density)',
    to: 'dy[index] * distribution(value, density)',
    tests: ['src/engine/ops/gelu.test.ts'],
  },
  {
    what: 'GELU on wasm: negative side mirrored',
    file: `${ASSEMBLY}/gelu.ts`,
    from: 'v128.bitselect(tail, f32x4.sub(one, tail), f32x4.lt(x, f32x4.splat(0)))',
    to: 'f32x4.sub(one, tail)',
    tests: ['src/engine/ops/gelu.test.ts', 'src/engine/simd'],
  },
  {
    what: 'Linear layer: gradient by the weight transposed wrongly',
    file: 'src/engine/ops/linear.ts',
    from: '() => matMul(dy, x, { transposeA: true })',
    to: '() => matMul(x, dy, { transposeA: true })',
    tests: ['src/engine/ops/linear.test.ts'],
  },
  {
    what: 'Column sums on cpu: the last row left out',
    file: `${KERNELS}/columnSums.ts`,
    from: 'let start = whole; start < x.length;',
    to: 'let start = whole; start < x.length - columns;',
    tests: [`${KERNELS}/columnSums.test.ts`, 'src/engine/ops/linear.test.ts'],
  },
  {
    what: 'Pooling on webgpu: the mean includes one token of the next text',
    file: `${KERNELS}/pool.ts`,
    from: 'for (var t = 0; t < counts[b]; t++) { sum +=',
    to: 'for (var t = 0; t <= counts[b]; t++) { sum +=',
    tests: ['src/engine/ops/pool.test.ts'],
  },
  {
    what: 'Embedding on webgpu: a token left out of the gradient',
    file: `${KERNELS}/embedding.ts`,
    from: 'for (var k = starts[row]; k < starts[row + 1]; k++)',
    to: 'for (var k = starts[row] + 1; k < starts[row + 1]; k++)',
    tests: ['src/engine/ops/embed.test.ts'],
  },
  {
    what: 'Positions start at 0 for XLM-R',
    file: 'src/engine/collate.ts',
    from: 'limits.positionOffset + t',
    to: 't',
    tests: ['src/engine/collate.test.ts', 'src/engine/encoder.test.ts'],
  },
  {
    what: 'AdamW: no weight decay',
    file: 'src/core/adam.ts',
    from: 'Math.fround(1 - learningRate * weightDecay)',
    to: 'Math.fround(1)',
    tests: ['src/engine/adamw.test.ts'],
  },
  {
    what: 'AdamW: biases decay too',
    file: 'src/core/adam.ts',
    from: "!name.endsWith('bias') && ",
    to: '',
    tests: ['src/engine/adamw.test.ts'],
  },
  {
    what: 'AdamW: bias correction one step behind',
    file: 'src/core/adam.ts',
    from: 'learningRate / (1 - BETA_1 ** step)',
    to: 'learningRate / (1 - BETA_1 ** (step + 1))',
    tests: ['src/engine/adamw.test.ts'],
  },
  {
    what: 'Clipping: gradients below the limit scaled up',
    file: 'src/core/adam.ts',
    from: 'Math.min(1, clipNorm / (norm + 1e-6))',
    to: 'clipNorm / (norm + 1e-6)',
    tests: ['src/engine/adamw.test.ts'],
  },
  {
    what: 'AdamW on webgpu: second moment of the gradient, not of its square',
    file: `${KERNELS}/adamAt.ts`,
    from: 'uniforms.share2 * slope * slope;',
    to: 'uniforms.share2 * slope;',
    tests: ['src/engine/adamw.test.ts'],
  },
  {
    what: 'Rows of the word table on cpu: one missed step too few',
    file: `${KERNELS}/rows.ts`,
    from: 'for (let step = since[n]!; step < steps; step++) value =',
    to: 'for (let step = since[n]! + 1; step < steps; step++) value =',
    tests: ['src/engine/optimiser/rows.test.ts'],
  },
  {
    what: 'Rows of the word table on wasm: first moment not faded in missed steps',
    file: `${ASSEMBLY}/adamw.ts`,
    from: 'mean = f32x4.mul(keepM, mean);',
    to: '',
    tests: ['src/engine/optimiser/rows.test.ts', 'src/engine/simd'],
  },
  {
    what: 'Dropout: what is kept is not scaled up',
    file: 'src/engine/ops/dropout.ts',
    from: 'scale: 1 / (1 - rate)',
    to: 'scale: 1',
    tests: ['src/engine/ops/dropout.test.ts'],
  },
  {
    what: 'Dropout: every step drops the same elements',
    file: 'src/engine/trainer.ts',
    from: 'key: [seed, DROPOUT_STREAM, steps, chunk]',
    to: 'key: [seed, DROPOUT_STREAM, 0, chunk]',
    tests: ['src/engine/trainable.test.ts'],
  },
  {
    what: 'Gradient caching: the second run of a chunk drops other elements',
    file: 'src/engine/trainer.ts',
    from: 'descend(() => pooled(chunk), passOf(first + chunk), slopes[chunk])',
    to: 'descend(() => pooled(chunk), passOf(first + chunk + 1), slopes[chunk])',
    tests: ['src/engine/trainable.test.ts'],
  },
  {
    what: 'LoRA: alpha / rank forgotten in the gradient',
    file: 'src/engine/ops/lora.ts',
    from: 'once(() => tf.mul(matMul(dy, up!), scale))',
    to: 'once(() => matMul(dy, up!))',
    tests: ['src/engine/ops/lora.test.ts'],
  },
  {
    what: 'Ranking: a tie beats what comes before it',
    file: `${KERNELS}/rank.ts`,
    from: 'tied0 += vec4<i32>((vec4<f32>(score) == limits0) & (vec4<i32>(c) < places0));',
    to: 'tied0 += vec4<i32>((vec4<f32>(score) == limits0) & (vec4<i32>(c) > places0));',
    tests: ['src/engine/gpuRankCounter.test.ts'],
  },
  {
    what: 'Unit length: the gradient keeps its part along the vector',
    file: `${KERNELS}/unitRows.ts`,
    from: 'result[i] = (dy[i]! - x[i]! * inverse * along) * inverse;',
    to: 'result[i] = dy[i]! * inverse;',
    tests: ['src/engine/ops', 'src/engine/trainer.test.ts'],
  },
  {
    what: 'Loss terms: gradient by the temperature forgets the margin',
    file: `${LOSSES}/contrastive.ts`,
    from: 'margin === 0 ? similarities! : withMargin(similarities!, margin)',
    to: 'similarities!',
    tests: [`${LOSSES}/losses.test.ts`],
  },
  {
    what: 'Loss terms: CORAL divides covariances by n',
    file: `${LOSSES}/coral.ts`,
    from: '1 / (centred.shape[0] - 1)',
    to: '1 / centred.shape[0]',
    tests: [`${LOSSES}/losses.test.ts`],
  },
  {
    what: 'Loss terms: gradient of MMD counts each pair once',
    file: `${LOSSES}/mmd.ts`,
    from: 'matMul(byDistance, z)), 4)',
    to: 'matMul(byDistance, z)), 2)',
    tests: [`${LOSSES}/losses.test.ts`],
  },
  {
    what: 'Loss terms: the gradient of the classifier goes on as it is',
    file: `${LOSSES}/adversarial.ts`,
    from: 'tf.mul(matMul(slope, weight), -lambda)',
    to: 'tf.mul(matMul(slope, weight), lambda)',
    tests: [`${LOSSES}/losses.test.ts`],
  },
  {
    what: 'Loss terms: a gradient through clamped logits',
    file: `${LOSSES}/confusion.ts`,
    from: 'tf.mul(tf.sub(tf.exp(log), 1 / classes), free)',
    to: 'tf.sub(tf.exp(log), 1 / classes)',
    tests: [`${LOSSES}/losses.test.ts`],
  },
  {
    what: 'Loss terms: gradient of distilled scores without the temperature',
    file: `${LOSSES}/scoreKl.ts`,
    from: 'count * temperature',
    to: 'count',
    tests: [`${LOSSES}/losses.test.ts`],
  },
  {
    what: 'Loss terms: the weights do nothing',
    file: 'src/engine/trainer.ts',
    from: 'return tf.tensor1d([...weights])',
    to: 'return tf.ones([weights.length])',
    tests: ['src/engine/trainerTerms.test.ts'],
  },
  {
    what: 'Loss terms: accumulated gradients are summed up',
    file: 'src/engine/trainer.ts',
    from: 'weight / inputs.length',
    to: 'weight',
    tests: ['src/engine/trainerTerms.test.ts'],
  },
];
