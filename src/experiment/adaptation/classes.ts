import { tokensOf } from '../../core/tokens';
import type { Rows } from '../../engine/losses/terms';
import { drawn, requireEnough } from './drawing';
import type { Material, Scene } from './method';

/** Rows of a step with the class of each: what a classifier is to tell apart. */
export interface Labelled {
  texts: Int32Array[];
  rows: Rows[];
  /** Class of each of the rows, in their order. */
  labels: Int32Array;
}

export interface Classes {
  count: number;
  /** Passages that can be drawn beside those of the batch. */
  touches: Int32Array;
  draw(scene: Scene): Labelled;
}

/**
 * By domain: the passages of the batch (0) against as many unlabelled passages of the target domains as the term draws
 * (1). By language: the queries and passages of the batch, each of its language; nothing else is drawn.
 *
 * @throws IsoglotError `bad-configuration` if there are not enough target passages, or not two languages.
 */
export function classesOf(
  { kind, by, texts }: { kind: string; by: 'domain' | 'language'; texts: number },
  material: Material,
): Classes {
  if (by === 'domain') {
    requireEnough(kind, material.target.length, texts, 'passages of held-out domains');
    return {
      count: 2,
      touches: material.target,
      draw: ({ passages, rng, first }) => ({
        texts: drawn(material.target, texts, rng).map((index) => tokensOf(material.passages, index)),
        rows: [passages, { first, count: texts }],
        labels: Int32Array.from({ length: passages.count + texts }, (_, row) =>
          Number(row >= passages.count),
        ),
      }),
    };
  }
  const numbers = new Map(material.languages.map((language, number) => [language, number]));
  requireEnough(kind, numbers.size, 2, 'training languages to tell apart');
  return {
    count: numbers.size,
    touches: new Int32Array(),
    draw: ({ batch: { pairs }, queries, passages }) => ({
      texts: [],
      rows: [queries, passages],
      labels: Int32Array.from([
        ...pairs.map(({ queryLanguage }) => numbers.get(queryLanguage)!),
        ...pairs.map(({ passageLanguage }) => numbers.get(passageLanguage)!),
      ]),
    }),
  };
}
