import { pairKey, type RowLabels } from '../metrics/rows';
import type { RankTable } from '../rankTable';
import { createRng, type Rng } from '../rng';
import type { Interval } from './bootstrap';
import { bootstrapFigures, type Cell, type Figure } from './questionBootstrap';
import { questionCells } from './questionCells';

type Known = Interval | null;

/** Intervals in the layout of a result's scores; null where fewer than two questions are known. */
export interface ScoreIntervals {
  level: number;
  rounds: number;
  seed: number;
  monolingual: { map: Known; perLanguage: Record<string, Known> };
  crosslingual: {
    map: Known;
    pairs: Record<string, Known>;
    /** Means over the pairs of one query language, and of one passage language; missing in older results. */
    perQueryLanguage?: Record<string, Known>;
    perPassageLanguage?: Record<string, Known>;
  };
  multilingual: { map: Known; perLanguage: Record<string, Known> };
  rankDistance: { mean: Known; perLanguage: Record<string, Known> };
  strong: { pairs: Record<string, Known> };
  oracleGap: { pairs: Record<string, Known> };
  languagePreference: { perLanguage: Record<string, Known> };
  rankC: { mean: Known; pairs: Record<string, Known> };
  domains: Record<string, Record<'monolingual' | 'crosslingual' | 'multilingual' | 'rankDistance', Known>>;
}

/** 1,000 draws set the ends of an interval of 95 % to a tenth of its width or so. */
export const INTERVALS = { rounds: 1000, level: 0.95, seed: 1 };

/**
 * Intervals of all scores of a table, from the same draws of questions (see `bootstrapFigures`, whose pauses it hands on).
 * @param rng draws the questions; by the seed if not given
 */
export function* scoreIntervals(
  table: RankTable,
  labels: RowLabels,
  options: { rounds: number; level: number; seed: number } = INTERVALS,
  rng: Pick<Rng, 'int'> = createRng(options.seed),
): Generator<number, ScoreIntervals> {
  const { units, domains, cells } = questionCells(table, labels);
  const figures: Figure[] = [];
  const ask = (own: Iterable<Cell>, part: number | null = null) =>
    figures.push({ cells: [...own], part }) - 1;
  const asked = {
    monolingual: askNames(cells.monolingual, ask),
    crosslingual: askNames(cells.crosslingual, ask),
    multilingual: askNames(cells.multilingual, ask),
    rankDistance: askNames(cells.rankDistance, ask),
    strong: askNames(cells.strong, ask),
    oracleGap: askNames(cells.oracleGap, ask),
    languagePreference: askNames(cells.languagePreference, ask),
    rankC: askNames(cells.rankC, ask),
  };
  const pairsOf = (pairOf: (other: string) => string) =>
    table.languages.flatMap((other) => cells.crosslingual.get(pairOf(other)) ?? []);
  const margins = table.languages.map((language) => ({
    language,
    asQuery: ask(pairsOf((other) => pairKey(language, other))),
    asPassage: ask(pairsOf((other) => pairKey(other, language))),
  }));
  const byDomain = domains.map((_, part) => ({
    monolingual: ask(cells.monolingual.values(), part),
    crosslingual: ask(cells.crosslingual.values(), part),
    multilingual: ask(cells.multilingual.values(), part),
    rankDistance: ask(cells.rankDistance.values(), part),
  }));
  const found = yield* bootstrapFigures(units, figures, rng, options);
  const named = (kind: keyof typeof asked) =>
    Object.fromEntries([...asked[kind].names].map(([name, at]) => [name, found[at]!]));
  const mean = (kind: keyof typeof asked) => found[asked[kind].mean]!;
  return {
    ...options,
    monolingual: { map: mean('monolingual'), perLanguage: named('monolingual') },
    crosslingual: {
      map: mean('crosslingual'),
      pairs: named('crosslingual'),
      perQueryLanguage: Object.fromEntries(margins.map((one) => [one.language, found[one.asQuery]!])),
      perPassageLanguage: Object.fromEntries(margins.map((one) => [one.language, found[one.asPassage]!])),
    },
    multilingual: { map: mean('multilingual'), perLanguage: named('multilingual') },
    rankDistance: { mean: mean('rankDistance'), perLanguage: named('rankDistance') },
    strong: { pairs: named('strong') },
    oracleGap: { pairs: named('oracleGap') },
    languagePreference: { perLanguage: named('languagePreference') },
    rankC: { mean: mean('rankC'), pairs: named('rankC') },
    domains: Object.fromEntries(
      domains.map((domain, part) => [
        domain,
        {
          monolingual: found[byDomain[part]!.monolingual]!,
          crosslingual: found[byDomain[part]!.crosslingual]!,
          multilingual: found[byDomain[part]!.multilingual]!,
          rankDistance: found[byDomain[part]!.rankDistance]!,
        },
      ]),
    ),
  };
}

/** Places of a kind's figures: of each of its cells, and of their mean. */
function askNames(cells: ReadonlyMap<string, Cell>, ask: (own: Iterable<Cell>) => number) {
  return {
    names: new Map([...cells].map(([name, cell]) => [name, ask([cell])])),
    mean: ask(cells.values()),
  };
}
