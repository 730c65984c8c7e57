import { rankC } from '../metrics/rankC';
import { averagePrecision } from '../metrics/rankMetrics';
import { headOf, ranksInLanguage, ranksInPool } from '../metrics/ranks';
import { languageOf, pairKey, type RowLabels } from '../metrics/rows';
import { groupBy } from '../groupBy';
import type { RankTable } from '../rankTable';
import type { Cell, Units } from './questionBootstrap';

const KINDS = [
  'monolingual',
  'crosslingual',
  'multilingual',
  'rankDistance',
  'strong',
  'oracleGap',
  'languagePreference',
  'rankC',
] as const;

/** By kind of score, and by language or pair, what each question gives it. */
export type QuestionCells = Record<(typeof KINDS)[number], Map<string, Cell>>;

/** Heads compared by RankC, as in `scoreConsistency`. */
const CANDIDATES = 10;

/** The values of a `RankTable` whose means are its scores, query by query, added up by question and domain. */
export function questionCells(
  table: RankTable,
  labels: RowLabels,
): { units: Units; domains: string[]; cells: QuestionCells } {
  const { units, domains, unitOf } = unitsOf(labels);
  const cells = Object.fromEntries(KINDS.map((kind) => [kind, new Map<string, Cell>()])) as QuestionCells;
  const size = units.question.length;
  const add = (kind: keyof QuestionCells, name: string, row: number, value: number) => {
    let cell = cells[kind].get(name);
    if (!cell) {
      cell = { sums: new Float64Array(size), counts: new Float64Array(size) };
      cells[kind].set(name, cell);
    }
    cell.sums[unitOf[row]!]! += value;
    cell.counts[unitOf[row]!]!++;
  };
  const pool = new Set(table.candidateLanguage);
  for (const row of table.queries.keys()) addRow(table, pool, row, add);
  const heads = Math.min(CANDIDATES, table.candidatePassage.length);
  for (const rows of groupBy(table.queries.keys(), (row) => labels.group[row]!).values()) {
    for (const x of rows) {
      for (const y of rows) {
        const [from, to] = [languageOf(table, x), languageOf(table, y)];
        if (from >= to) continue;
        const agreement = rankC(headOf(table, x, heads), headOf(table, y, heads), heads);
        add('rankC', pairKey(from, to), x, agreement);
        // One agreement, both ways round.
        cells.rankC.set(pairKey(to, from), cells.rankC.get(pairKey(from, to))!);
      }
    }
  }
  return { units, domains, cells };
}

type Add = (kind: keyof QuestionCells, name: string, row: number, value: number) => void;

/** One query's part in each score; definitions: core/metrics. `pool`: numbers of the candidates' languages. */
function addRow(table: RankTable, pool: ReadonlySet<number>, row: number, add: Add): void {
  const language = languageOf(table, row);
  const all = ranksInPool(table, row);
  add('multilingual', language, row, averagePrecision(all));
  if (all.length > 1) add('rankDistance', language, row, all.at(-1)! - all[0]!);
  for (const [number, passages] of table.languages.entries()) {
    const best = ranksInPool(table, row, number)[0];
    if (best === undefined) continue;
    const precision = averagePrecision(ranksInLanguage(table, row, number));
    const pair = pairKey(language, passages);
    add('strong', pair, row, 1 / (best - all.indexOf(best)));
    if (passages === language) {
      add('monolingual', language, row, precision);
    } else {
      add('crosslingual', pair, row, precision);
      add('oracleGap', pair, row, precision - 1 / best);
    }
  }
  const own = table.queryLanguage[row]!;
  if (!pool.has(own)) return;
  add('languagePreference', language, row, ranksInPool(table, row, own)[0] === all[0] ? 1 : 0);
}

function unitsOf({ domain, group }: RowLabels): { units: Units; domains: string[]; unitOf: number[] } {
  const rows = groupBy(group.keys(), (row) => domain[row]!);
  // By name, so that the draws are the same in whatever order the data come.
  const questions = new Map([...new Set(group)].sort().map((name, number) => [name, number]));
  const question: number[] = [];
  const bounds = [0];
  const unitOf = new Array<number>(group.length);
  for (const own of rows.values()) {
    for (const together of groupBy(own, (row) => group[row]!).values()) {
      for (const row of together) unitOf[row] = question.length;
      question.push(questions.get(group[together[0]!]!)!);
    }
    bounds.push(question.length);
  }
  const units = { question: Int32Array.from(question), questions: questions.size, bounds };
  return { units, domains: [...rows.keys()], unitOf };
}
