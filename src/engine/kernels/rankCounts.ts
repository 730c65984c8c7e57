import { defineSimdKernel } from './kernel';

/**
 * Counts, for each relevant passage and language, the candidates that score higher, and those that score the same and
 * come earlier: [relevants, languages, 2]. `relevant` are candidates and `rowOf` their rows of scores [rows, candidates];
 * `runs` [n, 3] are language, from and to of neighbouring candidates of one language. Int32 all but the scores.
 */
export const rankCounts = defineSimdKernel({
  name: 'SimdRankCounts',
  inputs: ['scores', 'relevant', 'rowOf', 'runs'],
  attributes: { candidates: 'int32', languages: 'int32' },
  simd: (kernels, { scores, relevant, rowOf, runs }, result, { candidates, languages }) =>
    kernels.run(
      'rankCounts',
      relevant.size,
      scores.at,
      candidates,
      relevant.at,
      rowOf.at,
      runs.at,
      runs.size / 3,
      languages,
      result.at,
    ),
});
