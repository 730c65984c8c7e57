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

/** Rank of a relevant candidate in the whole pool. */
export function rankInPool(table: RankTable, place: number): number {
  let ranks = poolRanks.get(table);
  if (!ranks) poolRanks.set(table, (ranks = countPoolRanks(table)));
  return ranks[place]!;
}

/** Every metric of the whole pool asks for the same ranks: counted once a table. */
const poolRanks = new WeakMap<RankTable, Int32Array>();

function countPoolRanks({ relevant, languages, higher, tiedBefore }: RankTable): Int32Array {
  return Int32Array.from(relevant, (_, place) => {
    let rank = 1;
    const end = (place + 1) * languages.length;
    for (let cell = end - languages.length; cell < end; cell++) rank += higher[cell]! + tiedBefore[cell]!;
    return rank;
  });
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
