import type { SettingScores, SettingSpreads, Spread, TableScores } from './scoreTypes';

/**
 * How unequal the maps are over languages (pairs, in the cross-lingual setting) and over domains: best less worst,
 * standard deviation (over all groups there are, so divided by their number) and both ends by name. Groups without a
 * map are passed over.
 */
export function scoreSpread(
  scores: SettingScores,
  domains: Record<string, SettingScores>,
): TableScores['spread'] {
  const mapsOf = (cells: Record<string, { map: number }>) =>
    Object.entries(cells).map(([name, { map }]) => [name, map] as const);
  const byDomain = (setting: keyof SettingSpreads) =>
    Object.entries(domains).map(([name, groups]) => [name, groups[setting].map] as const);
  return {
    languages: {
      monolingual: spreadOf(mapsOf(scores.monolingual.perLanguage)),
      crosslingual: spreadOf(mapsOf(scores.crosslingual.pairs)),
      multilingual: spreadOf(mapsOf(scores.multilingual.perLanguage)),
    },
    domains: {
      monolingual: spreadOf(byDomain('monolingual')),
      crosslingual: spreadOf(byDomain('crosslingual')),
      multilingual: spreadOf(byDomain('multilingual')),
    },
  };
}

/** Means that sums in another order can make of the same numbers: they must not change which name stands out. */
const ROUNDING = 1e-12;

/** Spread of named values; of equal ones the first by name is the worst or best. Null of fewer than two. */
export function spreadOf(groups: (readonly [name: string, value: number | null])[]): Spread {
  const values = groups
    .flatMap(([name, value]) => (value === null ? [] : [{ name, value }]))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  if (values.length < 2) return null;
  const center = values.reduce((sum, { value }) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, { value }) => sum + (value - center) ** 2, 0);
  const lowest = Math.min(...values.map(({ value }) => value));
  const highest = Math.max(...values.map(({ value }) => value));
  const worst = values.find(({ value }) => value - lowest <= ROUNDING)!;
  const best = values.find(({ value }) => highest - value <= ROUNDING)!;
  return {
    range: best.value - worst.value,
    deviation: Math.sqrt(squares / values.length),
    worst,
    best,
  };
}
