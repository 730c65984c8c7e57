import { joinTables } from '../core/selectTexts';
import { neededPieces } from '../core/vocabulary';
import type { DataMaterial } from './materials';
import type { TokenizedCorpus } from './stage';

/**
 * Joined data sets in tokens, from each of them in tokens: what `tokenizeCorpus` makes of them together.
 * @param data the joined ones, in the order of `parts`
 * @param parts by one encoder and alike, the main one first
 */
export function joinTokens(data: DataMaterial, parts: readonly TokenizedCorpus[]): TokenizedCorpus {
  const [main] = parts;
  const { tokenizer, files } = main!.material;
  const queries = joinTables(parts.map((part) => part.queries));
  const passages = joinTables(parts.map((part) => part.passages));
  const needed = neededPieces([queries, passages], tokenizer.specials, files.definition.vocabulary);
  return { ...main!, data, queries, passages, needed };
}
