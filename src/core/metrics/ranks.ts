import type { RankTable } from '../rankTable';

/** Ranks (1 = best), read out of a `RankTable`. `place` indexes `table.relevant`, `language` indexes `table.languages`. */

/** Places of the relevant candidates of a row: all languages, or one. */
export function placesOf(table: RankTable, row: number, language?: number): number[] {
  const places: number[] = [];
  for (let place = table.offsets[row]!; place < table.offsets[row + 1]!; place++) {
    if (language === undefined || table.candidateLanguage[table.relevant[place]!] === language)
      places.push(place);
  }
  return places;
}

/** Rank of a relevant candidate in the pool of one language (normally its own). */
export function rankInLanguage(table: RankTable, place: number, language: number): number {
  const cell = place * table.languages.length + language;
  return 1 + table.higher[cell]! + table.tiedBefore[cell]!;
}

interface PoolCounts {
  rank: Int32Array;
  higher: Int32Array;
}

/** A table never changes, and nearly every metric asks for these sums. */
const poolCounts = new WeakMap<RankTable, PoolCounts>();

function countsInPool(table: RankTable): PoolCounts {
  const known = poolCounts.get(table);
  if (known) return known;
  const languages = table.languages.length;
  const rank = new Int32Array(table.relevant.length).fill(1);
  const higher = new Int32Array(table.relevant.length);
  for (let place = 0, cell = 0; place < rank.length; place++) {
    for (const end = cell + languages; cell < end; cell++) {
      higher[place]! += table.higher[cell]!;
      rank[place]! += table.higher[cell]! + table.tiedBefore[cell]!;
    }
  }
  const counts = { rank, higher };
  poolCounts.set(table, counts);
  return counts;
}

/** Rank of a relevant candidate in the whole pool. */
export function rankInPool(table: RankTable, place: number): number {
  return countsInPool(table).rank[place]!;
}

/** How many candidates of the whole pool score strictly higher than a relevant one: equal for equal scores alone. */
export function higherInPool(table: RankTable, place: number): number {
  return countsInPool(table).higher[place]!;
}

/** A row's relevant passages in one pool. */
export interface RankedRelevants {
  /** Ascending, 1 = best. */
  ranks: number[];
  /** Their grades, in the same order; missing where the table has none. */
  grades?: number[];
}

/** A row's relevant passages of one language in the pool of that language. */
export function relevantsInLanguage(table: RankTable, row: number, language: number): RankedRelevants {
  return ranked(table, placesOf(table, row, language), (place) => rankInLanguage(table, place, language));
}

/** A row's relevant passages of all languages in the whole pool. */
export function relevantsInPool(table: RankTable, row: number): RankedRelevants {
  return ranked(table, placesOf(table, row), (place) => rankInPool(table, place));
}

function ranked(table: RankTable, places: number[], rankOf: (place: number) => number): RankedRelevants {
  const { grades } = table;
  if (!grades) return { ranks: places.map(rankOf).sort((a, b) => a - b) };
  const sorted = places.sort((a, b) => rankOf(a) - rankOf(b));
  return { ranks: sorted.map(rankOf), grades: sorted.map((place) => grades[place]!) };
}

/** Ranks of a row's relevant candidates of one language in the pool of that language, ascending; empty without any. */
export function ranksInLanguage(table: RankTable, row: number, language: number): number[] {
  return placesOf(table, row, language)
    .map((place) => rankInLanguage(table, place, language))
    .sort((a, b) => a - b);
}

/** Ranks of a row's relevant candidates in the whole pool, ascending: of all languages, or of one. */
export function ranksInPool(table: RankTable, row: number, language?: number): number[] {
  return placesOf(table, row, language)
    .map((place) => rankInPool(table, place))
    .sort((a, b) => a - b);
}

/** The first `count` pool indices of a row's ranking, fewer if the pool is smaller. */
export function headOf(table: RankTable, row: number, count: number): Int32Array {
  const start = row * table.topK;
  return table.top.subarray(start, start + Math.min(count, table.topK, table.candidatePassage.length));
}
