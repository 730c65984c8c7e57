import type { PerQueryScores } from '../metrics/perQuery';
import { createRng } from '../rng';
import { groupBy } from '../groupBy';
import { bootstrapMeans, type Interval } from './bootstrap';
import { benjaminiHochberg, holm } from './corrections';
import { matchQueries, type ComparedMetric, type QueryPair } from './matchQueries';
import { pairedT } from './pairedT';
import { questionDifferences } from './questionDifferences';
import { randomisationTest } from './randomisation';
import { wilcoxonSignedRank } from './wilcoxon';

export interface CompareOptions {
  /** Sign patterns of the randomisation test, and samples of the bootstrap unless `resamples` says otherwise. */
  rounds: number;
  resamples?: number;
  /** Of the interval, in (0, 1); 1 - level is what a corrected p is compared with. */
  level: number;
  seed: number;
}

/** What is known of a difference. All p are two-sided. */
export interface Evidence {
  /** Questions that it rests on. */
  questions: number;
  interval: Interval;
  /** Null where a test isn't defined: no difference anywhere, or a single question. */
  p: { randomisation: number; t: number | null; wilcoxon: number | null };
  /** The randomisation test's p, corrected over the family. */
  corrected: { holm: number; benjaminiHochberg: number };
  /** Holm's p is below 1 - level. */
  significant: boolean;
}

export interface Difference {
  a: number;
  b: number;
  /** b - a. */
  difference: number;
  /** Null where the queries aren't known one by one. */
  evidence: Evidence | null;
}

/** Differences in one measure, in the layout of a result's scores; `map` is the mean of the setting. */
export interface ScoreDifferences {
  monolingual: { map: Difference | null; perLanguage: Record<string, Difference> };
  crosslingual: { map: Difference | null; pairs: Record<string, Difference> };
  multilingual: { map: Difference | null; perLanguage: Record<string, Difference> };
}

/** A comparison: the queries that it rests on, by cell. */
export interface Named {
  setting: keyof ScoreDifferences;
  /** Null: the mean over the setting's languages or pairs. */
  name: string | null;
  cells: QueryPair[][];
}

/**
 * Compares two results query by query. There are three families of comparisons, each corrected by itself: the three
 * settings; the cells of the heatmap (languages and pairs); the query languages of the multilingual setting. Each
 * measure is corrected by itself.
 */
export function compareScores(
  a: PerQueryScores,
  b: PerQueryScores,
  options: CompareOptions,
  metric: ComparedMetric = 'map',
): { differences: ScoreDifferences; unmatched: { a: number; b: number } } {
  const { settings, heatmap, pooled, unmatched } = familiesOf(a, b, metric);
  const differences: ScoreDifferences = {
    monolingual: { map: null, perLanguage: {} },
    crosslingual: { map: null, pairs: {} },
    multilingual: { map: null, perLanguage: {} },
  };
  for (const [number, family] of [settings, heatmap, pooled].entries()) {
    for (const [place, difference] of compareFamily(family, options, number).entries()) {
      const { setting, name } = family[place]!;
      if (name === null) differences[setting].map = difference;
      else if (setting === 'crosslingual') differences.crosslingual.pairs[name] = difference;
      else differences[setting].perLanguage[name] = difference;
    }
  }
  return { differences, unmatched };
}

/** What two results can be compared by, in its families. */
export function familiesOf(a: PerQueryScores, b: PerQueryScores, metric: ComparedMetric = 'map') {
  const { cells, multilingual, unmatched } = matchQueries(a, b, metric);
  const heatmap = cells.map(({ queryLanguage, passageLanguage, queries }): Named => {
    const own = queryLanguage === passageLanguage;
    return own
      ? { setting: 'monolingual', name: queryLanguage, cells: [queries] }
      : { setting: 'crosslingual', name: `${queryLanguage}-${passageLanguage}`, cells: [queries] };
  });
  const pooled = multilingual.map(({ queryLanguage, queries }): Named => ({
    setting: 'multilingual',
    name: queryLanguage,
    cells: [queries],
  }));
  const settings = (['monolingual', 'crosslingual', 'multilingual'] as const).flatMap((setting): Named[] => {
    const own = [...heatmap, ...pooled].filter((named) => named.setting === setting);
    return own.length > 0 ? [{ setting, name: null, cells: own.flatMap((named) => named.cells) }] : [];
  });
  return { settings, heatmap, pooled, unmatched };
}

/**
 * Differences of a family, corrected over it, in its order.
 * @param number of the family: each draws by itself
 */
export function compareFamily(
  family: readonly Named[],
  options: CompareOptions,
  number: number,
): (Difference & { evidence: Evidence })[] {
  const { rounds, level, seed } = options;
  const rows = family.map(({ cells }) => questionDifferences(cells));
  const intervals = intervalsOf(
    rows.map(({ linearised }) => linearised),
    options,
  );
  const found = rows.map(({ a, b, difference, weighted, linearised }, place) => {
    return {
      figures: { a, b, difference },
      questions: weighted.length,
      interval: intervals[place]!,
      p: {
        randomisation: randomisationTest(weighted, createRng(seed, number, place), rounds),
        t: pairedT(linearised).p,
        wilcoxon: wilcoxonSignedRank(weighted).p,
      },
    };
  });
  const p = found.map((one) => one.p.randomisation);
  const [strict, mild] = [holm(p), benjaminiHochberg(p)];
  return found.map(({ figures, ...known }, i) => {
    const corrected = { holm: strict[i]!, benjaminiHochberg: mild[i]! };
    return { ...figures, evidence: { ...known, corrected, significant: corrected.holm < 1 - level } };
  });
}

/** Rows of equally many questions, as a rule all of them, are drawn together: drawing costs more than adding. */
function intervalsOf(
  rows: readonly number[][],
  { rounds, resamples = rounds, level, seed }: CompareOptions,
): Interval[] {
  const intervals: Interval[] = [];
  for (const places of groupBy(rows.keys(), (place) => String(rows[place]!.length)).values()) {
    const columns = places.map((place) => rows[place]!);
    const drawn = bootstrapMeans(columns, createRng(seed, columns[0]!.length), { resamples, level });
    for (const [i, place] of places.entries()) intervals[place] = drawn[i]!;
  }
  return intervals;
}
