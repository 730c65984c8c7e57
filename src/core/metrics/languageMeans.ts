import { mean } from './rankMetrics';
import type { RowsByLanguage } from './rows';
import type { LanguageMeans } from './scoreTypes';

/** Plain mean of the languages' values, null of none. */
export function overLanguages(perLanguage: Record<string, number>): LanguageMeans {
  const all = Object.values(perLanguage);
  return { mean: all.length > 0 ? mean(all) : null, perLanguage };
}

/** Mean over the queries of each language; those of which `valueOf` gives null are left out. */
export function meansByLanguage(
  rows: RowsByLanguage,
  valueOf: (row: number) => number | null,
): LanguageMeans {
  const perLanguage: Record<string, number> = {};
  for (const [language, own] of rows) {
    const values = own.map(valueOf).filter((value) => value !== null);
    if (values.length > 0) perLanguage[language] = mean(values);
  }
  return overLanguages(perLanguage);
}
