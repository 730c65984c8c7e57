/**
 * Groups what differs in nothing but its seed, in the order of the first of each group: keys are equal, seeds are not. A
 * seed that comes again begins another group, as it is no further sample.
 */
export function groupBySeed<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  seedOf: (item: T) => number,
): T[][] {
  const groups: { key: string; members: T[] }[] = [];
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.find(
      ({ key: known, members }) =>
        known === key && members.every((member) => seedOf(member) !== seedOf(item)),
    );
    if (group) group.members.push(item);
    else groups.push({ key, members: [item] });
  }
  return groups.map(({ members }) => members);
}

/** A configuration without its seed, and without its name, which is for people; `others`: what else has to be equal. */
export function seedlessKey(configuration: { seed: number; name: string }, ...others: unknown[]): string {
  const { seed: _seed, name: _name, ...settings } = configuration;
  return JSON.stringify([settings, ...others]);
}
