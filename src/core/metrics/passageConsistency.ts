import type { RankTable } from '../rankTable';
import { parallelItems, type ParallelItems } from './parallelItems';
import { mean } from './rankMetrics';
import { chanceRankC, rankC } from './rankC';
import { headOf } from './ranks';
import { pairKey } from './rows';
import type { PassageConsistency } from './scoreTypes';

/** Longest lists that are compared. */
const CANDIDATES = 10;

/**
 * RankC over parallel passages: each language ranks the passages of its own, and the same question in two languages
 * should put the same items in the same order. Nearest to the paper's own setting (arXiv 2310.10378). Items are the
 * relevant passages that both languages have, in the order of the stored head of the whole pool: up to ten, fewer
 * where a head holds fewer of a language, so that N differs by question and stands beside its chance level.
 *
 * @param pairs rows of the same question in two languages, each pair once
 */
export function scorePassageConsistency(
  table: RankTable,
  pairs: readonly (readonly [number, number])[],
): PassageConsistency {
  const items = parallelItems(table);
  const ranked = Array.from(table.queries, (_, row) => itemsInOwnLanguage(table, row, items.itemOf));
  const common = commonItems(table, items);
  const width = table.languages.length;
  /** By `language * width + other`, both ways round. */
  const agreement = new Map<number, number[]>();
  const lengths: number[] = [];
  const chances: number[] = [];
  for (const [x, y] of pairs) {
    const [languageX, languageY] = [table.queryLanguage[x]!, table.queryLanguage[y]!];
    const a = firstShared(ranked[x]!, languageY, items.has, width);
    const b = firstShared(ranked[y]!, languageX, items.has, width);
    const candidates = Math.min(a.length, b.length);
    if (candidates === 0) continue;
    const value = rankC(a, b, candidates);
    for (const key of [languageX * width + languageY, languageY * width + languageX]) {
      const known = agreement.get(key);
      if (known) known.push(value);
      else agreement.set(key, [value]);
    }
    lengths.push(candidates);
    chances.push(chanceRankC(candidates, common[languageX * width + languageY]!));
  }
  return {
    rankC: Object.fromEntries(
      [...agreement].map(([key, list]) => {
        const [from, to] = [table.languages[Math.floor(key / width)]!, table.languages[key % width]!];
        return [pairKey(from, to), mean(list)];
      }),
    ),
    candidates: lengths.length > 0 ? mean(lengths) : null,
    chance: chances.length > 0 ? mean(chances) : null,
  };
}

/** Items of a row's own language in the order of its stored head, each once. */
function itemsInOwnLanguage(table: RankTable, row: number, itemOf: Int32Array): number[] {
  const own = new Set<number>();
  for (const candidate of headOf(table, row, table.topK)) {
    const item = itemOf[candidate]!;
    if (item >= 0 && table.candidateLanguage[candidate] === table.queryLanguage[row]) own.add(item);
  }
  return [...own];
}

/** The first of those that the other language has too. */
function firstShared(ranked: number[], other: number, has: Uint8Array, width: number): number[] {
  const shared: number[] = [];
  for (const item of ranked) {
    if (has[item * width + other] === 1) shared.push(item);
    if (shared.length === CANDIDATES) break;
  }
  return shared;
}

/** How many items two languages share, languages x languages. */
function commonItems(table: RankTable, { has }: ParallelItems): Int32Array {
  const width = table.languages.length;
  const common = new Int32Array(width * width);
  for (let first = 0; first < has.length; first += width) {
    for (let x = 0; x < width; x++) {
      if (has[first + x] === 0) continue;
      for (let y = 0; y < width; y++) common[x * width + y]! += has[first + y]!;
    }
  }
  return common;
}
