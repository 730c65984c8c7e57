import { removedDirections, type PostTreatment } from './kinds';
import { meanOf, scatterOf, type Vectors } from './moments';
import { topEigenvectors } from './topEigenvectors';
import { estimateWhitening, whiten } from './whitening';

/** Embeddings of one kind of text with the language of each. */
export interface LanguageVectors {
  /** [texts, dimensions]; changed where they stand. */
  values: Float32Array;
  /** [texts], numbers of languages. */
  language: ArrayLike<number>;
}

/** Passages of a language that a treatment by language needs: with fewer, nothing of its texts would be left. */
export function passagesNeeded(kind: PostTreatment): number {
  return Math.max(2, removedDirections(kind) + 1);
}

/**
 * Treats the embeddings of an evaluation and brings them back to length 1. Everything is estimated on the evaluated
 * passages, without labels, and applied to passages and queries alike, so the treatment is transductive:
 *
 * - `centering`: the mean of the passages of a language is taken off all texts of the language (Libovický, Rosa &
 *   Fraser 2020, arXiv 2004.05160);
 * - `lir-1`, `lir-2`: language information removal (Yang, Yang, Cer & Darve 2021, arXiv 2109.04727): x becomes
 *   x - C C^T x, where C holds the first 1 or 2 left singular vectors of the matrix of a language's passages (one a
 *   column, not centred);
 * - `whitening`: all languages together, see `estimateWhitening`.
 *
 * Texts of a language with fewer than `passagesNeeded` passages stay as they are. A text of which nothing is left is a
 * zero vector, which ties with everything.
 */
export function treat(
  kind: PostTreatment,
  dimensions: number,
  passages: LanguageVectors,
  queries: LanguageVectors,
): void {
  if (kind === 'none') return;
  const all = [passages, queries];
  const pool = { values: passages.values, dimensions };
  if (kind === 'whitening') {
    const whitening = estimateWhitening(
      pool,
      Array.from(passages.language, (_, row) => row),
    );
    if (whitening) for (const { values } of all) whiten({ values, dimensions }, whitening);
  } else {
    for (const [language, rows] of rowsByLanguage(passages.language)) {
      if (rows.length < passagesNeeded(kind)) continue;
      const remove = estimateRemoval(kind, pool, rows);
      for (const { values, language: languages } of all) {
        for (let row = 0; row < languages.length; row++) {
          if (languages[row] === language) remove(values.subarray(row * dimensions, (row + 1) * dimensions));
        }
      }
    }
  }
  for (const { values } of all) normalise({ values, dimensions });
}

function rowsByLanguage(language: ArrayLike<number>): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  for (let row = 0; row < language.length; row++) {
    const known = rows.get(language[row]!);
    if (known) known.push(row);
    else rows.set(language[row]!, [row]);
  }
  return rows;
}

type Removal = (vector: Float32Array) => void;

function estimateRemoval(kind: PostTreatment, vectors: Vectors, rows: number[]): Removal {
  const { dimensions } = vectors;
  const count = removedDirections(kind);
  if (count === 0) {
    const mean = meanOf(vectors, rows);
    return (vector) => {
      for (let k = 0; k < dimensions; k++) vector[k]! -= mean[k]!;
    };
  }
  const gram = scatterOf(vectors, rows, new Float64Array(dimensions));
  const directions = topEigenvectors(gram, dimensions, Math.min(count, dimensions));
  return (vector) => {
    for (const direction of directions) {
      let along = 0;
      for (let k = 0; k < dimensions; k++) along += direction[k]! * vector[k]!;
      for (let k = 0; k < dimensions; k++) vector[k]! -= along * direction[k]!;
    }
  };
}

function normalise({ values, dimensions }: Vectors): void {
  for (let start = 0; start < values.length; start += dimensions) {
    let squares = 0;
    for (let k = 0; k < dimensions; k++) squares += values[start + k]! ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let k = 0; k < dimensions; k++) values[start + k]! *= scale;
  }
}
