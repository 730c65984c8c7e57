import type { RankTable } from '../rankTable';
import { overLanguages } from './languageMeans';
import { higherInPool } from './ranks';
import type { RowsByLanguage } from './rows';
import type { LanguageMeans } from './scoreTypes';

/**
 * Violations of strong alignment (LAReQA, arXiv 2004.05484, asks that there be none): of all triples (query in x,
 * relevant passage not in x, irrelevant passage in x), the share whose irrelevant passage scores strictly higher.
 * Languages without a triple have no rate. Own definition.
 */
export function scoreViolations(table: RankTable, rows: RowsByLanguage): LanguageMeans {
  const candidates = table.languages.map(() => 0);
  for (const language of table.candidateLanguage) candidates[language]!++;
  const higher = higherInPool(table);
  const perLanguage: Record<string, number> = {};
  for (const [language, own] of rows) {
    const number = table.languages.indexOf(language);
    let violations = 0;
    let triples = 0;
    for (const row of own) {
      const relevants = relevantsOf(table, row, number);
      triples += relevants.other.length * (candidates[number]! - relevants.same.length);
      for (const place of relevants.other) {
        violations += table.higher[place * table.languages.length + number]!;
        // Fewer candidates above it: it scores higher.
        for (const rival of relevants.same) if (higher[rival]! < higher[place]!) violations--;
      }
    }
    if (triples > 0) perLanguage[language] = violations / triples;
  }
  return overLanguages(perLanguage);
}

/** Places of a row's relevant candidates in one language and in all others. */
function relevantsOf(table: RankTable, row: number, language: number): { same: number[]; other: number[] } {
  const same: number[] = [];
  const other: number[] = [];
  for (let place = table.offsets[row]!; place < table.offsets[row + 1]!; place++) {
    (table.candidateLanguage[table.relevant[place]!] === language ? same : other).push(place);
  }
  return { same, other };
}
