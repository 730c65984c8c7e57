import type { PairPool } from './pairPool';

const known = new WeakMap<PairPool, number[][]>();

/**
 * For every question the questions that must not stand in one batch with it, itself included, ascending: those that
 * share a relevant passage with it, directly or through others. Of two pairs from different clusters neither passage
 * is relevant to the other's query.
 */
export function clustersOf(pool: PairPool): number[][] {
  const ready = known.get(pool);
  if (ready) return ready;
  const parent = [...pool.questions.keys()];
  const root = (number: number): number => {
    let top = number;
    while (parent[top] !== top) top = parent[top] = parent[parent[top]!]!;
    return top;
  };
  const first = new Map<number, number>();
  for (const [number, { versions }] of pool.questions.entries()) {
    for (const passage of versions.flatMap((version) => version?.passages.flat() ?? [])) {
      const other = first.get(passage);
      if (other === undefined) first.set(passage, number);
      else parent[root(number)] = root(other);
    }
  }
  const members = new Map<number, number[]>();
  const clusters = parent.map((_, number) => {
    const top = root(number);
    const list = members.get(top) ?? [];
    members.set(top, list);
    list.push(number);
    return list;
  });
  known.set(pool, clusters);
  return clusters;
}
