import type { Intervals, Result, ScoreGroups } from '../../../protocol';
import { csvText } from '../csv';
import { ALL, MEAN, type Line, type Place } from './cubeLine';
import { wholeLines } from './cubeWhole';
import { languagesOf } from './figures';
import type { Interval } from './model';

const HEAD = [
  'result',
  'data',
  'setting',
  'domain',
  'query language',
  'passage language',
  'metric',
  'value',
  'low',
  'high',
  'queries',
];

/**
 * All scores of results, one number a line: domain x language x setting, unrounded, with intervals where there are any,
 * and what is known of a result as a whole (spread, consistency, geometry, exposure).
 * `mean` stands for a plain mean over languages or pairs, `all` for the pool of all languages or for all domains.
 */
export function cubeCsv(results: readonly { name: string; result: Result }[]): string {
  const lines = results.flatMap(({ name, result }) =>
    cubeOf(result).map(({ setting, domain, query, passage, metric, value, interval, queries }) => [
      name,
      `${result.data.name}, sha256 ${result.data.sha256.slice(0, 12)}`,
      setting,
      domain,
      query,
      passage,
      metric,
      String(value),
      interval?.low.toString() ?? '',
      interval?.high.toString() ?? '',
      typeof queries === 'number' ? String(queries) : '',
    ]),
  );
  return csvText([HEAD, ...lines]);
}

function cubeOf(result: Result): Line[] {
  const { scores, intervals, data } = result;
  const inDomains = Object.entries(scores.domains).flatMap(([domain, groups]) =>
    groupLines(groups, domain, data.languages, domainIntervals(intervals, domain)),
  );
  const own = groupLines(scores, ALL, data.languages, intervals);
  return [...own, ...wholeLines(result), ...inDomains].filter(({ value }) => typeof value === 'number');
}

/** Of a domain only the means of the settings have intervals. */
type KnownIntervals = {
  [G in 'monolingual' | 'crosslingual' | 'multilingual' | 'rankDistance']?: Partial<Intervals[G]>;
} & Partial<Pick<Intervals, 'strong' | 'oracleGap' | 'languagePreference'>>;

function domainIntervals(intervals: Intervals | undefined, domain: string): KnownIntervals | undefined {
  const known = intervals?.domains[domain];
  if (!known) return undefined;
  return {
    monolingual: { map: known.monolingual },
    crosslingual: { map: known.crosslingual },
    multilingual: { map: known.multilingual },
    rankDistance: { mean: known.rankDistance },
  };
}

function groupLines(
  groups: ScoreGroups,
  domain: string,
  languages: readonly string[],
  known: KnownIntervals | undefined,
): Line[] {
  const { monolingual, crosslingual, multilingual, strong, languageBias } = groups;
  const pairOf = (pair: string) => {
    const [query, passage] = languagesOf(pair, languages);
    return { query, passage };
  };
  const mean = (setting: 'monolingual' | 'crosslingual' | 'multilingual'): Line => {
    const value = groups[setting].map;
    const passage = setting === 'multilingual' ? ALL : MEAN;
    return { setting, domain, query: MEAN, passage, metric: 'map', value, interval: known?.[setting]?.map };
  };
  return [
    mean('monolingual'),
    ...Object.entries(monolingual.perLanguage).flatMap(([language, cell]) => {
      const place = { setting: 'monolingual', domain, query: language, passage: language };
      return cellLines(place, cell, known?.monolingual?.perLanguage?.[language]);
    }),
    mean('crosslingual'),
    ...Object.entries(crosslingual.pairs).flatMap(([pair, cell]) => {
      const place = { setting: 'crosslingual', domain, ...pairOf(pair) };
      return cellLines(place, cell, known?.crosslingual?.pairs?.[pair]);
    }),
    mean('multilingual'),
    ...Object.entries(multilingual.perLanguage).flatMap(([language, cell]) => {
      const place = { setting: 'multilingual', domain, query: language, passage: ALL };
      return cellLines(place, cell, known?.multilingual?.perLanguage?.[language]);
    }),
    ...Object.entries(strong.pairs).flatMap(([pair, cell]) => {
      const place = { setting: 'strong', domain, ...pairOf(pair) };
      return cellLines(place, cell, known?.strong?.pairs[pair], 'mrr');
    }),
    ...biasLines(languageBias, domain, pairOf, known),
  ];
}

/** @param uncertain the metric that the interval is of */
function cellLines(
  place: Place,
  cell: Readonly<Record<string, unknown>>,
  interval: Interval | null | undefined,
  uncertain = 'map',
): Line[] {
  const { queries, ...metrics } = cell;
  return Object.entries(metrics).map(([metric, value]) => ({
    ...place,
    metric,
    value,
    queries,
    ...(metric === uncertain ? { interval } : {}),
  }));
}

function biasLines(
  bias: ScoreGroups['languageBias'],
  domain: string,
  pairOf: (pair: string) => { query: string; passage: string },
  known: KnownIntervals | undefined,
): Line[] {
  const place = { setting: 'languageBias', domain };
  const { rankDistance, 'languageShare@10': shares, oracleGap, languagePreference, peer } = bias;
  const means = (metric: string, known?: { mean: number | null; perLanguage: Record<string, number> }) =>
    Object.entries({ [MEAN]: known?.mean, ...known?.perLanguage }).map(([query, value]) => ({
      ...{ ...place, query, passage: ALL, metric, value },
    }));
  return [
    {
      ...{ ...place, query: MEAN, passage: ALL, metric: 'rankDistance' },
      value: rankDistance.mean,
      interval: known?.rankDistance?.mean,
    },
    ...Object.entries(rankDistance.perLanguage).map(([query, value]) => ({
      ...{ ...place, query, passage: ALL, metric: 'rankDistance', value },
      interval: known?.rankDistance?.perLanguage?.[query],
    })),
    ...(['floor', 'chance'] as const).map((bound) => ({
      ...{ ...place, query: MEAN, passage: ALL, metric: `rankDistance ${bound}`, value: rankDistance[bound] },
    })),
    ...Object.entries(shares).flatMap(([query, row]) =>
      Object.entries(row).map(([passage, value]) => ({
        ...{ ...place, query, passage, metric: 'languageShare@10', value },
      })),
    ),
    ...Object.entries(oracleGap).map(([pair, value]) => ({
      ...{ ...place, ...pairOf(pair), metric: 'oracleGap', value },
      interval: known?.oracleGap?.pairs[pair],
    })),
    ...means('violationRate', bias.violationRate),
    ...means('targetRecall@20', bias['targetRecall@20']),
    ...means('peer level 0', peer?.level0),
    ...means('peer relevant', peer?.relevant),
    ...Object.entries(bias.relevantShare ?? {}).flatMap(([query, row]) =>
      Object.entries(row).map(([passage, value]) => ({
        ...{ ...place, query, passage, metric: 'relevantShare', value },
      })),
    ),
    ...Object.entries(bias.poolShare ?? {}).map(([passage, value]) => ({
      ...{ ...place, query: ALL, passage, metric: 'poolShare', value },
    })),
    ...Object.entries(languagePreference.perLanguage).map(([query, value]) => ({
      ...{ ...place, query, passage: ALL, metric: 'languagePreference', value },
      interval: known?.languagePreference?.perLanguage[query],
    })),
  ];
}
