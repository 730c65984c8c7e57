import type { RankTable } from '../rankTable';

/**
 * Ranks (1 = best), read out of a `RankTable`. `place` indexes `table.relevant`, `language` indexes `table.languages`.
 * All lists are best first; they are made once per table and shared.
 */

/** Ranks, best first. */
export type Ranks = readonly number[];

/** Rank of a relevant candidate in the pool of one language (normally its own). */
export function rankInLanguage(table: RankTable, place: number, language: number): number {
  const cell = place * table.languages.length + language;
  return 1 + table.higher[cell]! + table.tiedBefore[cell]!;
}

interface Order {
  /** By place: how many candidates of the whole pool score strictly higher. */
  higher: Int32Array;
  /** The places of each row, best first. */
  places: Int32Array;
  /** By row: ranks in the whole pool. */
  inPool: Ranks[];
  /** By `row * languages + language`, of that language's relevant candidates: ranks in the whole pool ... */
  ofPool: Ranks[];
  /** ... and in the pool of that language. */
  ofLanguage: Ranks[];
}

/** A table never changes, and nearly every metric asks for these. */
const orders = new WeakMap<RankTable, Order>();

function orderOf(table: RankTable): Order {
  const known = orders.get(table);
  if (known) return known;
  const { rank, higher } = countInPool(table);
  const places = sortRows(table, rank);
  const order = { higher, places, ...listRanks(table, rank, places) };
  orders.set(table, order);
  return order;
}

function countInPool(table: RankTable): { rank: Int32Array; higher: Int32Array } {
  const languages = table.languages.length;
  const rank = new Int32Array(table.relevant.length);
  const higher = new Int32Array(table.relevant.length);
  for (let place = 0, cell = 0; place < rank.length; place++) {
    let above = 0;
    let before = 0;
    for (const end = cell + languages; cell < end; cell++) {
      above += table.higher[cell]!;
      before += table.tiedBefore[cell]!;
    }
    higher[place] = above;
    rank[place] = 1 + above + before;
  }
  return { rank, higher };
}

function sortRows({ offsets }: RankTable, rank: Int32Array): Int32Array {
  const places = Int32Array.from(rank.keys());
  for (let row = 0; row + 1 < offsets.length; row++) {
    const end = offsets[row + 1]!;
    // Relevant candidates are few as a rule, but nothing keeps them so.
    if (end - offsets[row]! > 50) places.subarray(offsets[row], end).sort((a, b) => rank[a]! - rank[b]!);
    else {
      for (let at = offsets[row]! + 1; at < end; at++) {
        const place = places[at]!;
        let to = at;
        for (; to > offsets[row]! && rank[places[to - 1]!]! > rank[place]!; to--)
          places[to] = places[to - 1]!;
        places[to] = place;
      }
    }
  }
  return places;
}

/** Within a language the whole pool's order holds too. */
function listRanks(
  table: RankTable,
  rank: Int32Array,
  places: Int32Array,
): Pick<Order, 'inPool' | 'ofPool' | 'ofLanguage'> {
  const { candidateLanguage, offsets, relevant } = table;
  const rows = table.queries.length;
  const languages = table.languages.length;
  const none: number[] = [];
  const inPool = Array.from({ length: rows }, (): number[] => []);
  const ofPool = new Array<number[]>(rows * languages).fill(none);
  const ofLanguage = new Array<number[]>(rows * languages).fill(none);
  for (let row = 0; row < rows; row++) {
    for (let at = offsets[row]!; at < offsets[row + 1]!; at++) {
      const place = places[at]!;
      const language = candidateLanguage[relevant[place]!]!;
      const list = row * languages + language;
      const own = rankInLanguage(table, place, language);
      inPool[row]!.push(rank[place]!);
      if (ofPool[list] === none) {
        ofPool[list] = [rank[place]!];
        ofLanguage[list] = [own];
      } else {
        ofPool[list]!.push(rank[place]!);
        ofLanguage[list]!.push(own);
      }
    }
  }
  return { inPool, ofPool, ofLanguage };
}

/** Places of the relevant candidates of a row: all languages, or one. */
export function placesOf(table: RankTable, row: number, language?: number): Int32Array {
  const all = orderOf(table).places.subarray(table.offsets[row], table.offsets[row + 1]);
  if (language === undefined) return all;
  return all.filter((place) => table.candidateLanguage[table.relevant[place]!] === language);
}

/** Ranks of a row's relevant candidates in the whole pool: of all languages, or of one. */
export function ranksInPool(table: RankTable, row: number, language?: number): Ranks {
  const { inPool, ofPool } = orderOf(table);
  return language === undefined ? inPool[row]! : ofPool[row * table.languages.length + language]!;
}

/**
 * Ranks of a row's relevant candidates of one language in the pool of that language; empty without any, and if the
 * language is -1, none of the table's.
 */
export function ranksInLanguage(table: RankTable, row: number, language: number): Ranks {
  return language < 0 ? [] : orderOf(table).ofLanguage[row * table.languages.length + language]!;
}

/**
 * By place, how many candidates of the whole pool score strictly higher than a relevant one: equal for equal scores
 * alone.
 */
export function higherInPool(table: RankTable): Int32Array {
  return orderOf(table).higher;
}

/** A row's relevant passages in one pool. */
export interface RankedRelevants {
  ranks: Ranks;
  /** Their grades, in the same order; missing where the table has none. */
  grades?: Float64Array;
}

/** A row's relevant passages of one language in the pool of that language. */
export function relevantsInLanguage(table: RankTable, row: number, language: number): RankedRelevants {
  return graded(table, ranksInLanguage(table, row, language), row, language);
}

/** A row's relevant passages of all languages in the whole pool. */
export function relevantsInPool(table: RankTable, row: number): RankedRelevants {
  return graded(table, ranksInPool(table, row), row);
}

function graded(table: RankTable, ranks: Ranks, row: number, language?: number): RankedRelevants {
  const { grades } = table;
  if (!grades) return { ranks };
  return { ranks, grades: Float64Array.from(placesOf(table, row, language), (place) => grades[place]!) };
}

/** The first `count` pool indices of a row's ranking, fewer if the pool is smaller. */
export function headOf(table: RankTable, row: number, count: number): Int32Array {
  const start = row * table.topK;
  return table.top.subarray(start, start + Math.min(count, table.topK, table.candidatePassage.length));
}
