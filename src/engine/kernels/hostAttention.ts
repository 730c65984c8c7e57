import { decay } from './exponential';
import { defineHostKernel } from './kernel';
import type { View } from './kernel';
import { pack, product, transposed, wholeTiles } from './product';
import type { Part } from './product';

/** The attention of one head to one text. */
interface HeadOfText {
  /** Tokens of the text. */
  length: number;
  /** Columns of the head. */
  width: number;
  /** [length, width]: where the head's part of the text lies in token rows [N, heads * width]. */
  tokens: Part;
  /** [length, length]: where its probabilities lie among those of all. */
  probabilities: Part;
}

/** Calls `visit` for each head of each text, in the order in which their probabilities lie one behind the other. */
function forEachHead(
  firsts: View,
  lengths: View,
  heads: number,
  width: number,
  visit: (head: HeadOfText) => void,
): void {
  let start = 0;
  for (let text = 0; text < firsts.length; text++) {
    const length = lengths[text]!;
    for (let head = 0; head < heads; head++) {
      const rowStep = heads * width;
      const tokens = {
        start: firsts[text]! * rowStep + head * width,
        rows: length,
        columns: width,
        rowStep,
        columnStep: 1,
      };
      const probabilities = { start, rows: length, columns: length, rowStep: length, columnStep: 1 };
      visit({ length, width, tokens, probabilities });
      start += length * length;
    }
  }
}

/** Scratch for matrices of up to `rows` x `columns`, whole tiles. */
function scratch(rows: number, columns: number): Float64Array {
  return new Float64Array(wholeTiles(rows) * wholeTiles(columns));
}

const longest = (lengths: View): number => Math.max(0, ...lengths);

/** Writes the part of token rows that a head of a text owns, from rows of whole tiles. */
function unpack(
  from: Float64Array,
  scale: number,
  { start, rows, columns, rowStep }: Part,
  to: Float32Array,
): void {
  const step = wholeTiles(columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++)
      to[start + row * rowStep + column] = scale * from[row * step + column]!;
  }
}

const attributes = { heads: 'int32', width: 'int32' } as const;

/**
 * softmax(Q K^T / sqrt(width)) of each head of each text: q, k [N, heads * width] -> its lengths[b] x lengths[b]
 * probabilities, heads within texts. The tokens of text b are the rows firsts[b] .. firsts[b] + lengths[b].
 */
export const attentionProbabilities = defineHostKernel({
  name: 'AttentionProbabilities',
  inputs: ['q', 'k', 'firsts', 'lengths'],
  attributes,
  host: ({ q, k, firsts, lengths }, result, { heads, width }) => {
    const most = longest(lengths);
    const [queries, keys] = [scratch(most, width), scratch(most, width)];
    const scores = scratch(most, most);
    const scale = 1 / Math.sqrt(width);
    forEachHead(firsts, lengths, heads, width, ({ length, tokens, probabilities }) => {
      const step = wholeTiles(length);
      pack(q, tokens, queries);
      pack(k, tokens, keys);
      product(queries, keys, scores, step, step, width);
      for (let row = 0; row < length; row++)
        softmax(scores, row * step, length, scale, result, probabilities.start + row * length);
    });
  },
  simd: (kernels, { q, k, firsts, lengths }, result, { heads, width }) =>
    kernels.run(
      'attentionProbabilities',
      firsts.size,
      q.at,
      k.at,
      firsts.at,
      lengths.at,
      result.at,
      heads,
      width,
    ),
});

function softmax(
  scores: Float64Array,
  start: number,
  length: number,
  scale: number,
  result: Float32Array,
  out: number,
): void {
  let best = -Infinity;
  for (let j = start; j < start + length; j++) best = Math.max(best, scores[j]!);
  let sum = 0;
  for (let j = start; j < start + length; j++) {
    const weight = decay((best - scores[j]!) * scale);
    scores[j] = weight;
    sum += weight;
  }
  const inverse = 1 / sum;
  for (let j = 0; j < length; j++) result[out + j] = scores[start + j]! * inverse;
}

/** P V: the probabilities of `attentionProbabilities` and v [N, heads * width] -> [N, heads * width]; padding is 0. */
export const attentionContext = defineHostKernel({
  name: 'AttentionContext',
  inputs: ['p', 'v', 'firsts', 'lengths'],
  attributes,
  host: ({ p, v, firsts, lengths }, result, { heads, width }) => {
    const most = longest(lengths);
    const [weights, values, context] = [scratch(most, most), scratch(width, most), scratch(most, width)];
    result.fill(0);
    forEachHead(firsts, lengths, heads, width, ({ length, tokens, probabilities }) => {
      pack(p, probabilities, weights);
      pack(v, transposed(tokens), values);
      product(weights, values, context, wholeTiles(length), wholeTiles(width), length);
      unpack(context, 1, tokens, result);
    });
  },
  simd: (kernels, { p, v, firsts, lengths }, result, { heads, width }) => {
    kernels.clear(result.at, result.size);
    kernels.run('attentionContext', firsts.size, p.at, v.at, firsts.at, lengths.at, result.at, heads, width);
  },
});

/**
 * Gradients of `attentionContext` by q, k and v, one behind the other: [3, N, heads * width]; padding is 0. `longest` is
 * the largest of the lengths.
 */
export const attentionGradient = defineHostKernel({
  name: 'AttentionGradient',
  inputs: ['q', 'k', 'v', 'p', 'dy', 'firsts', 'lengths'],
  attributes: { ...attributes, longest: 'int32' },
  host: ({ q, k, v, p, dy, firsts, lengths }, result, { heads, width, longest: most }) => {
    const square = scratch(most, most);
    const slopes = scratch(most, most);
    const [left, right, out] = [scratch(most, width), scratch(most, width), scratch(most, width)];
    const scale = 1 / Math.sqrt(width);
    const [dq, dk, dv] = [0, 1, 2].map((part) =>
      result.subarray((part * result.length) / 3, ((part + 1) * result.length) / 3),
    ) as [Float32Array, Float32Array, Float32Array];
    result.fill(0);
    forEachHead(firsts, lengths, heads, width, ({ length, tokens, probabilities }) => {
      const [rows, columns] = [wholeTiles(length), wholeTiles(width)];
      pack(p, transposed(probabilities), square);
      pack(dy, transposed(tokens), right);
      product(square, right, out, rows, columns, length);
      unpack(out, 1, tokens, dv);

      pack(dy, tokens, left);
      pack(v, tokens, right);
      product(left, right, slopes, rows, rows, width);
      softmaxGradient(p, probabilities, slopes, rows);
      const compact = { start: 0, rows: length, columns: length, rowStep: rows, columnStep: 1 };

      pack(slopes, compact, square);
      pack(k, transposed(tokens), right);
      product(square, right, out, rows, columns, length);
      unpack(out, scale, tokens, dq);

      pack(slopes, transposed(compact), square);
      pack(q, transposed(tokens), right);
      product(square, right, out, rows, columns, length);
      unpack(out, scale, tokens, dk);
    });
  },
  simd: (kernels, { q, k, v, p, dy, firsts, lengths }, result, { heads, width, longest }) => {
    kernels.clear(result.at, result.size);
    kernels.reserve(4 * longest ** 2);
    const part = (4 * result.size) / 3;
    const gradients = [result.at, result.at + part, result.at + 2 * part] as const;
    const inputs = [q.at, k.at, v.at, p.at, dy.at, firsts.at, lengths.at] as const;
    kernels.run('attentionGradient', firsts.size, ...inputs, ...gradients, heads, width);
  },
});

/** Gradient by the scores from that by the probabilities, in place: p (dp - sum(p dp)), rows `step` apart. */
function softmaxGradient(p: View, { start, rows: length }: Part, dp: Float64Array, step: number): void {
  for (let row = 0; row < length; row++) {
    const own = start + row * length;
    const at = row * step;
    let sum = 0;
    for (let j = 0; j < length; j++) sum += p[own + j]! * dp[at + j]!;
    for (let j = 0; j < length; j++) dp[at + j] = p[own + j]! * (dp[at + j]! - sum);
  }
}
