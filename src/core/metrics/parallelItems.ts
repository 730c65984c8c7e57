import type { RankTable } from '../rankTable';

/** Relevant passages that answer the same question in any languages are one item. */
export interface ParallelItems {
  /** Item number of each candidate, -1 of those that answer nothing. */
  itemOf: Int32Array;
  /** For each item, a bit set per language number that has it: `item * languages + language`. */
  has: Uint8Array;
}

/**
 * The parallel passages of a pool, as far as the relevant sets tell: all passages of a relevant set belong together,
 * and so do sets that share one (two questions with the same answer sentence).
 */
export function parallelItems(table: RankTable): ParallelItems {
  const parent = new Int32Array(table.candidatePassage.length).fill(-1);
  const rootOf = (candidate: number): number => {
    let root = candidate;
    while (parent[root]! !== root) root = parent[root]!;
    for (let at = candidate; at !== root;) {
      const next = parent[at]!;
      parent[at] = root;
      at = next;
    }
    return root;
  };
  for (let row = 0; row < table.queries.length; row++) {
    const own = table.relevant.subarray(table.offsets[row], table.offsets[row + 1]);
    for (const candidate of own) if (parent[candidate]! < 0) parent[candidate] = candidate;
    for (const candidate of own) parent[rootOf(candidate)] = rootOf(own[0]!);
  }
  const numbers = new Map<number, number>();
  const itemOf = parent.map((known, candidate) => {
    if (known < 0) return -1;
    const root = rootOf(candidate);
    const number = numbers.get(root) ?? numbers.size;
    numbers.set(root, number);
    return number;
  });
  const has = new Uint8Array(numbers.size * table.languages.length);
  for (const [candidate, item] of itemOf.entries()) {
    if (item >= 0) has[item * table.languages.length + table.candidateLanguage[candidate]!] = 1;
  }
  return { itemOf, has };
}
