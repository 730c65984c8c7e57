/** Attributes of kernels that update values and moments in place; see `adamAt`. */
export const ADAM_ATTRIBUTES = {
  /** Numbers of the whole: first moments lie so far behind the values, second moments twice so far. */
  size: 'int32',
  beta1: 'float32',
  beta2: 'float32',
  eps: 'float32',
  share1: 'float32',
  share2: 'float32',
  keep: 'float32',
  rate: 'float32',
  root: 'float32',
} as const;

/** One number's update by AdamW with the gradient `slope`: its value lies at `at`. `keep` in place of the attribute. */
export function adamAt(
  store: Float32Array,
  at: number,
  slope: number,
  keep: number,
  { size, beta1, beta2, eps, share1, share2, rate, root }: Record<keyof typeof ADAM_ATTRIBUTES, number>,
): void {
  const first = Math.fround(beta1 * store[size + at]! + share1 * slope);
  const second = Math.fround(beta2 * store[2 * size + at]! + share2 * slope * slope);
  store[size + at] = first;
  store[2 * size + at] = second;
  store[at] = keep * store[at]! - (rate * first) / (Math.sqrt(second) * root + eps);
}

/** The same in WGSL, on `result`. */
export const GPU_ADAM_AT = `
  fn adamAt(at : i32, slope : f32, keep : f32) {
    let first = uniforms.beta1 * result[uniforms.size + at] + uniforms.share1 * slope;
    let second = uniforms.beta2 * result[2 * uniforms.size + at] + uniforms.share2 * slope * slope;
    result[uniforms.size + at] = first;
    result[2 * uniforms.size + at] = second;
    result[at] = keep * result[at] - uniforms.rate * first / (sqrt(second) * uniforms.root + uniforms.eps);
  }`;
