import { defineKernel } from './kernel';

/** words[ids[n]] + positions[places[n]] + kinds[0]: [N, H] from tables [V, H], [P, H], [types, H]. */
export const embedTokens = defineKernel({
  name: 'EmbedTokens',
  inputs: ['words', 'positions', 'kinds', 'ids', 'places'],
  attributes: { columns: 'int32' },
  host: ({ words, positions, kinds, ids, places }, result, { columns }) => {
    for (let n = 0; n < ids.length; n++) {
      const start = n * columns;
      const word = ids[n]! * columns;
      const position = places[n]! * columns;
      for (let c = 0; c < columns; c++)
        result[start + c] = words[word + c]! + positions[position + c]! + kinds[c]!;
    }
  },
  gpu: `
    let n = index / uniforms.columns;
    let c = index % uniforms.columns;
    result[index] = words[ids[n] * uniforms.columns + c] + positions[places[n] * uniforms.columns + c] + kinds[c];`,
});

/**
 * Gradient by a table [rows, H] from which rows were looked up: row r is the sum of dy [N, H] over the tokens
 * order[starts[r] .. starts[r + 1]). Each sum runs in the order of the tokens, so it is the same in every run, which
 * atomic additions wouldn't be.
 */
export const lookupGradient = defineKernel({
  name: 'LookupGradient',
  inputs: ['dy', 'starts', 'order'],
  attributes: { columns: 'int32' },
  host: ({ dy, starts, order }, result, { columns }) => {
    result.fill(0);
    for (let row = 0; row < starts.length - 1; row++) {
      for (let k = starts[row]!; k < starts[row + 1]!; k++) {
        const token = order[k]! * columns;
        for (let c = 0; c < columns; c++) result[row * columns + c]! += dy[token + c]!;
      }
    }
  },
  gpu: `
    let row = index / uniforms.columns;
    let c = index % uniforms.columns;
    var sum = 0.0;
    for (var k = starts[row]; k < starts[row + 1]; k++) { sum += dy[order[k] * uniforms.columns + c]; }
    result[index] = sum;`,
});
