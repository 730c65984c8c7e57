import { defineKernel } from './kernel';

const attributes = { columns: 'int32' } as const;

/** Mean of the hidden rows firsts[b] .. firsts[b] + counts[b]: [N, H] -> [B, H]; zeros where the count is 0. */
export const meanRows = defineKernel({
  name: 'MeanRows',
  inputs: ['hidden', 'firsts', 'counts'],
  attributes,
  host: ({ hidden, firsts, counts }, result, { columns }) => {
    result.fill(0);
    for (let b = 0; b < firsts.length; b++) {
      const out = b * columns;
      for (let t = 0; t < counts[b]!; t++) {
        const row = (firsts[b]! + t) * columns;
        for (let c = 0; c < columns; c++) result[out + c]! += hidden[row + c]!;
      }
      const count = Math.max(1, counts[b]!);
      for (let c = 0; c < columns; c++) result[out + c]! /= count;
    }
  },
  gpu: `
    let b = index / uniforms.columns;
    let c = index % uniforms.columns;
    var sum = 0.0;
    for (var t = 0; t < counts[b]; t++) { sum += hidden[(firsts[b] + t) * uniforms.columns + c]; }
    result[index] = sum / f32(max(1, counts[b]));`,
});

/**
 * Gradient of `meanRows` by the hidden rows: [B, H] -> [N, H].
 * `texts[n]` is the text to which token n belongs, -1 for padding; `firsts`, `counts` as there.
 */
export const meanRowsGradient = defineKernel({
  name: 'MeanRowsGradient',
  inputs: ['dy', 'texts', 'firsts', 'counts'],
  attributes,
  host: ({ dy, texts, firsts, counts }, result, { columns }) => {
    for (let n = 0; n < texts.length; n++) {
      const b = texts[n]!;
      const row = n * columns;
      if (b < 0 || n >= firsts[b]! + counts[b]!) {
        result.fill(0, row, row + columns);
        continue;
      }
      for (let c = 0; c < columns; c++) result[row + c] = dy[b * columns + c]! / counts[b]!;
    }
  },
  gpu: `
    let n = index / uniforms.columns;
    let b = texts[n];
    result[index] = 0.0;
    if (b >= 0 && n < firsts[max(b, 0)] + counts[max(b, 0)]) {
      result[index] = dy[b * uniforms.columns + index % uniforms.columns] / f32(counts[b]);
    }`,
});

/** Largest value of each column in the hidden rows firsts[b] .. firsts[b] + counts[b]; zeros where the count is 0. */
export const maxRows = defineKernel({
  name: 'MaxRows',
  inputs: ['hidden', 'firsts', 'counts'],
  attributes,
  host: ({ hidden, firsts, counts }, result, { columns }) => {
    result.fill(0);
    for (let b = 0; b < firsts.length; b++) {
      for (let t = 0; t < counts[b]!; t++) {
        const row = (firsts[b]! + t) * columns;
        for (let c = 0; c < columns; c++) {
          const value = hidden[row + c]!;
          if (t === 0 || value > result[b * columns + c]!) result[b * columns + c] = value;
        }
      }
    }
  },
  gpu: `
    let b = index / uniforms.columns;
    let c = index % uniforms.columns;
    result[index] = 0.0;
    for (var t = 0; t < counts[b]; t++) {
      let value = hidden[(firsts[b] + t) * uniforms.columns + c];
      if (t == 0 || value > result[index]) { result[index] = value; }
    }`,
});

/** Gradient of `maxRows`: dy goes to the first row that holds the largest value. */
export const maxRowsGradient = defineKernel({
  name: 'MaxRowsGradient',
  inputs: ['hidden', 'pooled', 'dy', 'texts', 'firsts'],
  attributes,
  host: ({ hidden, pooled, dy, texts, firsts }, result, { columns }) => {
    for (let n = 0; n < texts.length; n++) {
      const b = texts[n]!;
      for (let c = 0; c < columns; c++) {
        let winner = b >= 0 && hidden[n * columns + c] === pooled[b * columns + c];
        for (let m = firsts[Math.max(b, 0)]!; winner && m < n; m++)
          winner = hidden[m * columns + c] !== pooled[b * columns + c];
        result[n * columns + c] = winner ? dy[b * columns + c]! : 0;
      }
    }
  },
  gpu: `
    let n = index / uniforms.columns;
    let c = index % uniforms.columns;
    let b = texts[n];
    let at = max(b, 0) * uniforms.columns + c;
    var winner = b >= 0 && hidden[index] == pooled[at];
    for (var m = firsts[max(b, 0)]; winner && m < n; m++) {
      winner = hidden[m * uniforms.columns + c] != pooled[at];
    }
    result[index] = select(0.0, dy[at], winner);`,
});
