import type { Exposure } from '../../../protocol';

/** Shares, in [0, 1], of the evaluated queries and passages that a run trained on, in one way or another. */
export function exposureShares({ queries, passages, translations, nearDuplicates }: Exposure) {
  return {
    queries,
    passages,
    'translations queries': translations.queries,
    'translations passages': translations.passages,
    'nearDuplicates passages': nearDuplicates.passages,
  };
}
