import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { scatterOf } from './moments';
import { topEigenvectors } from './topEigenvectors';
import { treat } from './treat';
import type { PostTreatment } from './kinds';
import { treatmentWarnings } from './warnings';

/** scikit-learn 1.9.1 and numpy 2.4.6, see fixtures/metrics/README.md. */
const fixture = JSON.parse(
  readFileSync(new URL('../../../fixtures/metrics/statistics/expected.json', import.meta.url), 'utf8'),
) as {
  silhouette: { embeddings: number[][]; language: number[] };
  language_removal: {
    centring_by_language: number[][];
    lir_r1_all_rows_not_centred: { direction_sign_free: number[]; result: number[][] };
  };
};
const { embeddings, language } = fixture.silhouette;
const DIMENSIONS = 6;

/** The fixture's embeddings as passages, and again as queries. */
function treated(kind: PostTreatment, languages: number[]): { passages: number[][]; queries: number[][] } {
  const passages = Float32Array.from(embeddings.flat());
  const queries = Float32Array.from(embeddings.flat());
  treat(
    kind,
    DIMENSIONS,
    { values: passages, language: languages },
    { values: queries, language: languages },
  );
  return { passages: rowsOf(passages), queries: rowsOf(queries) };
}

function rowsOf(values: Float32Array): number[][] {
  return embeddings.map((_, i) => [...values.subarray(i * DIMENSIONS, (i + 1) * DIMENSIONS)]);
}

const unit = (row: number[]) => row.map((x) => x / Math.hypot(...row));
const dot = (a: number[], b: number[]) => a.reduce((sum, x, k) => sum + x * b[k]!, 0);

function expectRows(found: number[][], expected: number[][]): void {
  for (const [i, row] of expected.entries()) {
    for (const [k, x] of row.entries()) expect(found[i]![k]).toBeCloseTo(x, 5);
  }
}

const LIR2 = [
  [
    -0.04919090491064812, -0.3671245156422609, 0.30283833824985856, 0.6698481480358311, -0.5268466716877376,
    -0.21171874947460767,
  ],
  [
    0.1873912334649806, -0.030489467311229028, 0.05562288516815365, -0.28883339130426183, 0.29231375828542655,
    0.8899376109783479,
  ],
];
const ZCA = [
  1.0, -0.06049151202956655, 0.3097043850141729, 0.6253611727790663, -0.22480304044817734,
  -0.7796347381801739, -0.04576166485459871, -0.23665949896639157,
];

describe('treat', () => {
  const one = language.map(() => 0);

  it('takes off the mean of each language, and brings the rest back to length 1', () => {
    const { passages, queries } = treated('centering', language);
    expectRows(passages, fixture.language_removal.centring_by_language.map(unit));
    expect(queries).toEqual(passages);
  });

  it('removes the first singular vector, not centred', () => {
    const { passages } = treated('lir-1', one);
    expectRows(passages, fixture.language_removal.lir_r1_all_rows_not_centred.result.map(unit));
  });

  it('removes the first two', () => {
    // np.linalg.svd of the fixture's embeddings, rows 0 and 23 of X - X V2^T V2, at length 1.
    const { passages } = treated('lir-2', one);
    expectRows([passages[0]!, passages[23]!], LIR2);
  });

  it('whitens to the scores of ZCA', () => {
    // numpy: eigh of the covariance (divided by n) plus 0.001 of the mean variance; cosines of row 0 with rows 0 to 7.
    const { passages } = treated('whitening', language);
    for (const [i, expected] of ZCA.entries()) {
      expect(dot(passages[0]!, passages[i]!)).toBeCloseTo(expected, 5);
    }
  });

  it('estimates on passages alone, so that the queries of a sample are treated as all are', () => {
    const passages = Float32Array.of(1, 0, 0, 1);
    const queries = Float32Array.of(0.5, 2.5);
    treat('centering', 2, { values: passages, language: [0, 0] }, { values: queries, language: [0] });
    // Mean (.5, .5): the query becomes (0, 2).
    expect([...queries]).toEqual([0, 1]);
  });

  it('leaves a language with too few passages as it is, and everything without a treatment', () => {
    const rest = treated('lir-1', [...language.slice(0, 23), 9]);
    expectRows([rest.passages[23]!, rest.queries[23]!], [unit(embeddings[23]!), unit(embeddings[23]!)]);
    expect(treated('none', language).passages).toEqual(rowsOf(Float32Array.from(embeddings.flat())));
  });

  it('gives zeros where nothing is left, never NaN', () => {
    const same = Float32Array.of(1, 0, 1, 0);
    treat('centering', 2, { values: same, language: [0, 0] }, { values: new Float32Array(0), language: [] });
    expect([...same]).toEqual([0, 0, 0, 0]);
    const constant = Float32Array.of(0.6, 0.8, 0.6, 0.8);
    treat(
      'whitening',
      2,
      { values: constant, language: [0, 0] },
      { values: new Float32Array(0), language: [] },
    );
    expect([...constant].every(Number.isFinite)).toBe(true);
  });
});

describe('topEigenvectors', () => {
  it('finds the direction of the fixture but for its sign', () => {
    const vectors = { values: Float32Array.from(embeddings.flat()), dimensions: DIMENSIONS };
    const gram = scatterOf(
      vectors,
      embeddings.map((_, i) => i),
      new Float64Array(DIMENSIONS),
    );
    const found = [...topEigenvectors(gram, DIMENSIONS, 1)[0]!];
    const expected = fixture.language_removal.lir_r1_all_rows_not_centred.direction_sign_free;
    expect(Math.abs(dot(found, expected))).toBeCloseTo(1, 9);
  });

  it('finds the eigenvectors of 1,024 dimensions', () => {
    // A diagonal matrix: its eigenvectors are the axes.
    const size = 1024;
    const matrix = new Float64Array(size * size);
    for (let k = 0; k < size; k++) matrix[k * size + k] = 1 / (1 + ((k + 1000) % size));
    const [first, second] = topEigenvectors(matrix, size, 2);
    expect(Math.abs(first![24]!)).toBeCloseTo(1, 8);
    expect(Math.abs(second![25]!)).toBeCloseTo(1, 8);
  });
});

describe('treatmentWarnings', () => {
  it('counts the texts of languages that have too few passages', () => {
    expect(treatmentWarnings('lir-2', 384, { en: 3, de: 2 }, { en: 1, de: 7, ar: 4 })).toEqual([
      'post is "lir-2", which needs 3 passages of a language, but ar has 0: its 0 passages and 4 queries stay as they are.',
      'post is "lir-2", which needs 3 passages of a language, but de has 2: its 2 passages and 7 queries stay as they are.',
    ]);
    expect(treatmentWarnings('none', 384, { en: 0 }, { en: 1 })).toEqual([]);
  });

  it('says that a whitening stands on fewer passages than dimensions', () => {
    expect(treatmentWarnings('whitening', 10, { en: 5, de: 5 }, {})[0]).toContain('10 passages for 10');
    expect(treatmentWarnings('whitening', 10, { en: 6, de: 5 }, {})).toEqual([]);
  });
});
