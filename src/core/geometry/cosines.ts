import type { Vectors } from '../posthoc/moments';

/** Cosines of every two of the vectors, [n, n], in double precision. A zero vector has cosine 0 with all but itself. */
export function cosinesOf({ values, dimensions }: Vectors): { cosine: Float64Array; count: number } {
  const count = values.length / dimensions;
  const unit = Float64Array.from(values);
  for (let start = 0; start < unit.length; start += dimensions) {
    let squares = 0;
    for (let k = 0; k < dimensions; k++) squares += unit[start + k]! ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let k = 0; k < dimensions; k++) unit[start + k]! *= scale;
  }
  const cosine = new Float64Array(count * count);
  for (let i = 0; i < count; i++) {
    cosine[i * count + i] = 1;
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let k = 0; k < dimensions; k++) sum += unit[i * dimensions + k]! * unit[j * dimensions + k]!;
      cosine[i * count + j] = cosine[j * count + i] = sum;
    }
  }
  return { cosine, count };
}
