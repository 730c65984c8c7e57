import type { AdaptationTerm } from '../../protocol/adaptation';
import { joinedFloats } from './drawing';
import type { Material, Method, Teacher } from './method';

const NOTHING = new Int32Array();

type Distillation = Extract<AdaptationTerm, { kind: 'distillation' }>;

/**
 * Distillation from the untouched encoder, against forgetting: the vectors of the batch stay near those that they had
 * (mean squared error over all numbers), or the softmax of its scores does (Hinton et al. 2015, arXiv 1503.02531):
 *
 *     KL( softmax(q_T p_T' / t) || softmax(q p' / t) ), mean over queries
 */
export function distillation(term: Distillation, { teacher, dimensions }: Material): Method {
  return {
    touches: NOTHING,
    contribute: ({ batch, queries, passages }) => {
      const [q, p] = vectorsOf(teacher!, batch.pairs);
      const { weight, temperature } = term;
      if (term.of === 'embeddings') {
        return {
          texts: [],
          weight,
          loss: { kind: 'mse', rows: [queries, passages], target: joinedFloats([q, p]) },
        };
      }
      const scores = productOf(q, p, dimensions);
      return {
        texts: [],
        weight,
        loss: { kind: 'score-kl', queries, passages, teacher: scores, temperature },
      };
    },
  };
}

function vectorsOf(
  teacher: Teacher,
  pairs: readonly { query: number; passage: number }[],
): [Float32Array, Float32Array] {
  return [
    joinedFloats(pairs.map(({ query }) => teacher.query(query))),
    joinedFloats(pairs.map(({ passage }) => teacher.passage(passage))),
  ];
}

/** [queries, passages] of dot products. */
function productOf(queries: Float32Array, passages: Float32Array, dimensions: number): Float32Array {
  const [rows, columns] = [queries.length / dimensions, passages.length / dimensions];
  return Float32Array.from({ length: rows * columns }, (_, at) => {
    const [q, p] = [Math.floor(at / columns) * dimensions, (at % columns) * dimensions];
    let sum = 0;
    for (let d = 0; d < dimensions; d++) sum += queries[q + d]! * passages[p + d]!;
    return sum;
  });
}
