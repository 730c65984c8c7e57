import { tokensOf, type TokenTable } from '../tokens';
import { tableOf } from '../selectTexts';
import type { Batch } from './batch';
import { switchTokens } from './codeSwitch';

/** The queries of a batch as they are encoded, code-switched ones joined, in the order of its pairs. */
export function queryTexts(queries: TokenTable, { pairs }: Pick<Batch, 'pairs'>): TokenTable {
  return tableOf(
    pairs.map(({ query, switch: switched }) => {
      const own = tokensOf(queries, query);
      return switched ? switchTokens(own, tokensOf(queries, switched.query), switched.at) : own;
    }),
  );
}
