import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { linearCka } from './cka';
import { scoreGeometry } from './scoreGeometry';
import { silhouetteOf } from './silhouette';

/** scikit-learn 1.9.1 and numpy 2.4.6, see fixtures/metrics/README.md. */
const { silhouette, linear_cka } = JSON.parse(
  readFileSync(new URL('../../../fixtures/metrics/statistics/expected.json', import.meta.url), 'utf8'),
) as {
  silhouette: {
    embeddings: number[][];
    language: number[];
    domain: number[];
    language_cosine: { score: number };
    domain_cosine: { score: number };
  };
  linear_cka: { X: number[][]; Y: number[][]; cka: number };
};

/** 24 texts, 6 in each of 4 languages; the i-th of each language ask the same. */
const texts = silhouette.embeddings.map((row, i) => ({
  vector: Float32Array.from(row),
  language: `l${silhouette.language[i]}`,
  domain: `d${silhouette.domain[i]}`,
  group: `g${i % 6}`,
}));

describe('scoreGeometry', () => {
  const found = scoreGeometry(texts);

  it("gives scikit-learn's silhouettes", () => {
    expect(found.silhouette.language).toBeCloseTo(silhouette.language_cosine.score, 6);
    expect(found.silhouette.domain).toBeCloseTo(silhouette.domain_cosine.score, 6);
  });

  it("gives NumPy's figures of the rows at length 1", () => {
    // G = X X^T. 1 - mean of G off the diagonal; log(mean(exp(-2 (2 - 2 G)))) over i < j.
    expect(found.isotropy).toBeCloseTo(0.9441171254881189, 6);
    expect(found.uniformity).toBeCloseTo(-2.650963610648416, 6);
    // norm(mean(X[l == a]) - mean(X[l == b])).
    expect(found.centroidDistance['l0-l1']).toBeCloseTo(0.7986636694358114, 6);
    expect(found.centroidDistance['l2-l3']).toBeCloseTo(0.7170753710302986, 6);
    expect(Object.keys(found.centroidDistance)).toHaveLength(6);
    expect(found.cka['l0-l1']).toBeCloseTo(0.5381584893061996, 6);
    expect(found.sample).toBe(24);
  });

  it('aligns the same question in two languages, over all pairs of languages', () => {
    // By hand: cosines 1 (en-de, the same vector) and 0 (at right angles) are squared distances 0 and 2.
    const one = { domain: 'd', language: 'en' };
    const { alignment } = scoreGeometry([
      { ...one, group: 'a', vector: Float32Array.of(1, 0) },
      { ...one, group: 'b', vector: Float32Array.of(0, 1) },
      { ...one, language: 'de', group: 'a', vector: Float32Array.of(3, 0) },
      { ...one, language: 'de', group: 'b', vector: Float32Array.of(2, 0) },
    ]);
    expect(alignment).toBeCloseTo(1, 12);
  });

  it('knows nothing of what is not there', () => {
    expect(scoreGeometry([])).toEqual({
      sample: 0,
      isotropy: null,
      alignment: null,
      uniformity: null,
      centroidDistance: {},
      silhouette: { language: null, domain: null },
      cka: {},
    });
    expect(scoreGeometry(texts.slice(0, 6)).alignment).toBeNull();
  });
});

describe('linearCka', () => {
  const gram = (rows: number[][]) =>
    Float64Array.from(rows.flatMap((a) => rows.map((b) => a.reduce((sum, x, k) => sum + x * b[k]!, 0))));

  it('equals the formula over columns', () => {
    const items = linear_cka.X.length;
    expect(linearCka(gram(linear_cka.X), gram(linear_cka.Y), items)).toBeCloseTo(linear_cka.cka, 9);
  });
});

describe('silhouetteOf', () => {
  it('counts a vector alone with its label as 0', () => {
    // Distances by hand: a-b 0, c at 1 from both. a and b: (1 - 0) / 1 = 1; c: 0. Mean 2/3.
    const cosine = Float64Array.of(1, 1, 0, 1, 1, 0, 0, 0, 1);
    expect(silhouetteOf(cosine, ['x', 'x', 'y'])).toBeCloseTo(2 / 3, 12);
  });
});
