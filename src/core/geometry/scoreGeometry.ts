import { groupBy } from '../groupBy';
import { mean } from '../metrics/rankMetrics';
import { pairKey } from '../metrics/rows';
import { linearCka } from './cka';
import { cosinesOf } from './cosines';
import { silhouetteOf } from './silhouette';
import { alignmentOf, isotropyOf, uniformityOf } from './spread';

/** A query with its embedding. */
export interface GeometryText {
  /** [dimensions]. */
  vector: Float32Array;
  language: string;
  domain: string;
  /** The same in every language that asks the same question. */
  group: string;
}

/** How the embeddings of a sample lie. Names of pairs as `de-en`, once each. */
export interface Geometry {
  /** Texts that were looked at. */
  sample: number;
  isotropy: number | null;
  alignment: number | null;
  uniformity: number | null;
  centroidDistance: Record<string, number>;
  silhouette: { language: number | null; domain: number | null };
  cka: Record<string, number>;
}

/**
 * The geometry of queries: each measure's source, range and trap stand with its function. `alignment` is over the same
 * question in two languages; `centroidDistance` is the Euclidean distance between the mean unit vectors of two languages
 * (0 .. 2); `cka` compares two languages over the questions that both ask in the sample, if they are two at least.
 */
export function scoreGeometry(texts: readonly GeometryText[]): Geometry {
  const dimensions = texts[0]?.vector.length ?? 0;
  const values = new Float32Array(texts.length * dimensions);
  for (const [i, { vector }] of texts.entries()) values.set(vector, i * dimensions);
  const { cosine, count } = texts.length > 0 ? cosinesOf({ values, dimensions }) : NOTHING;
  const at = (i: number, j: number) => cosine[i * count + j]!;
  const rows = groupBy(texts.keys(), (i) => texts[i]!.language);
  const languages = [...rows.keys()].sort();
  const centroidDistance: Record<string, number> = {};
  const cka: Record<string, number> = {};
  const together: number[] = [];
  const meanCosine = (a: number[], b: number[]) => mean(a.flatMap((i) => b.map((j) => at(i, j))));
  for (const [number, a] of languages.entries()) {
    for (const b of languages.slice(number + 1)) {
      const [x, y] = [rows.get(a)!, rows.get(b)!];
      // ||mean x - mean y||^2 from dot products alone; rounding may leave it just under 0.
      const squared = meanCosine(x, x) + meanCosine(y, y) - 2 * meanCosine(x, y);
      centroidDistance[pairKey(a, b)] = Math.sqrt(Math.max(0, squared));
      const partner = new Map(y.map((j) => [texts[j]!.group, j]));
      const pairs = x.flatMap((i): [number, number][] => {
        const j = partner.get(texts[i]!.group);
        return j === undefined ? [] : [[i, j]];
      });
      together.push(...pairs.map(([i, j]) => at(i, j)));
      const gram = (side: 0 | 1) =>
        Float64Array.from(pairs.flatMap((p) => pairs.map((q) => at(p[side], q[side]))));
      const similarity = linearCka(gram(0), gram(1), pairs.length);
      if (similarity !== null) cka[pairKey(a, b)] = similarity;
    }
  }
  return {
    sample: texts.length,
    isotropy: isotropyOf(cosine, count),
    alignment: alignmentOf(together),
    uniformity: uniformityOf(cosine, count),
    centroidDistance,
    silhouette: {
      language: silhouetteOf(
        cosine,
        texts.map(({ language }) => language),
      ),
      domain: silhouetteOf(
        cosine,
        texts.map(({ domain }) => domain),
      ),
    },
    cka,
  };
}

const NOTHING = { cosine: new Float64Array(0), count: 0 };
