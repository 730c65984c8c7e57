import { geometryMeans } from '../../../core/geometry/geometryMeans';
import { meanOrNull } from '../../../core/metrics/rankMetrics';
import type { Exposure, GeometrySummary, Result, Scores, Spread } from '../../../protocol';
import { ALL, MEAN, type Line, type Place } from './cubeLine';
import { exposureShares } from './exposureShares';
import { evaluatedLanguages, languagesOf } from './figures';

/**
 * What is known of a result beside the cube of domains, languages and settings: spread over languages and domains,
 * consistency, geometry of the embeddings, and what of the evaluated texts was trained on.
 */
export function wholeLines(result: Result): Line[] {
  const { scores, data, geometry, exposure } = result;
  const pairPlace = (setting: string, pair: string): Place => {
    const [query, passage] = languagesOf(pair, data.languages);
    return { setting, domain: ALL, query, passage };
  };
  return [
    ...spreadLines(scores.spread, pairPlace),
    ...consistencyLines(result, pairPlace),
    ...(geometry ? geometryLines(geometry, pairPlace) : []),
    ...(exposure ? exposureLines(exposure, evaluatedLanguages(result), Object.keys(scores.domains)) : []),
  ];
}

type PairPlace = (setting: string, pair: string) => Place;

/** The worst and the best stand where they were measured, so that the line says which they are. */
function spreadLines(spread: Scores['spread'], pairPlace: PairPlace): Line[] {
  return (['monolingual', 'crosslingual', 'multilingual'] as const).flatMap((setting) => {
    const mean = { setting, domain: ALL, query: MEAN, passage: setting === 'multilingual' ? ALL : MEAN };
    const language = (name: string): Place => {
      if (setting === 'crosslingual') return pairPlace(setting, name);
      return { setting, domain: ALL, query: name, passage: setting === 'multilingual' ? ALL : name };
    };
    return [
      ...ofSpread(spread?.languages[setting], 'languages', mean, language),
      ...ofSpread(spread?.domains[setting], 'domains', mean, (domain) => ({ ...mean, domain })),
    ];
  });
}

function ofSpread(
  spread: Spread | undefined,
  over: string,
  place: Place,
  placeOf: (name: string) => Place,
): Line[] {
  if (!spread) return [];
  const { range, deviation, worst, best } = spread;
  const metric = (name: string) => `map ${name} over ${over}`;
  return [
    { ...place, metric: metric('range'), value: range },
    { ...place, metric: metric('deviation'), value: deviation },
    { ...placeOf(worst.name), metric: metric('worst'), value: worst.value },
    { ...placeOf(best.name), metric: metric('best'), value: best.value },
  ];
}

function consistencyLines({ scores, intervals }: Result, pairPlace: PairPlace): Line[] {
  const { rankC, candidates, chance, passages, mrc } = scores.consistency;
  const setting = 'consistency';
  const mean = { setting, domain: ALL, query: MEAN, passage: MEAN };
  const pairs = (metric: string, values: Readonly<Record<string, number>> | undefined): Line[] =>
    Object.entries(values ?? {}).map(([pair, value]) => ({ ...pairPlace(setting, pair), metric, value }));
  const head = `rankC@${candidates}`;
  return [
    { ...mean, metric: `${head} chance`, value: chance },
    { ...mean, metric: head, value: meanOrNull(Object.values(rankC)), interval: intervals?.rankC.mean },
    ...Object.entries(rankC).map(([pair, value]) => ({
      ...{ ...pairPlace(setting, pair), metric: head, value },
      interval: intervals?.rankC.pairs[pair],
    })),
    { ...mean, metric: 'rankC passages candidates', value: passages?.candidates },
    { ...mean, metric: 'rankC passages chance', value: passages?.chance },
    ...pairs('rankC passages', passages?.rankC),
    ...(mrc
      ? [
          { ...mean, metric: `mrc@${mrc.cutoff}`, value: mrc.mean },
          ...Object.entries(mrc.perLanguage).map(([query, value]) => ({
            ...{ ...mean, query, metric: `mrc@${mrc.cutoff}`, value },
          })),
          ...pairs(`mrc@${mrc.cutoff}`, mrc.pairs),
        ]
      : []),
  ];
}

function geometryLines(geometry: GeometrySummary, pairPlace: PairPlace): Line[] {
  const setting = 'geometry';
  const queries = geometry.sample;
  const ofPairs = { cka: geometry.cka, centroidDistance: geometry.centroidDistance };
  return [
    ...Object.entries(geometryMeans(geometry)).map(([metric, value]) => {
      const everywhere = metric in ofPairs ? MEAN : ALL;
      return { setting, domain: ALL, query: everywhere, passage: everywhere, metric, value, queries };
    }),
    ...Object.entries(ofPairs).flatMap(([metric, values]) =>
      Object.entries(values).map(([pair, value]) => ({ ...pairPlace(setting, pair), metric, value })),
    ),
  ];
}

/** `zeroShot` is 1 where nothing was trained on: of the data, of a language, of a domain. */
function exposureLines(exposure: Exposure, languages: readonly string[], domains: readonly string[]): Line[] {
  const everywhere = { setting: 'exposure', domain: ALL, query: ALL, passage: ALL };
  const { data, languages: unseen, domains: unseenDomains } = exposure.zeroShot;
  return [
    ...Object.entries(exposureShares(exposure)).map(([metric, value]) => ({ ...everywhere, metric, value })),
    { ...everywhere, metric: 'nearDuplicates sample', value: exposure.nearDuplicates.sample },
    { ...everywhere, metric: 'zeroShot', value: Number(data) },
    ...languages.map((name) => ({
      ...{
        ...everywhere,
        query: name,
        passage: name,
        metric: 'zeroShot',
        value: Number(unseen.includes(name)),
      },
    })),
    ...domains.map((domain) => ({
      ...{ ...everywhere, domain, metric: 'zeroShot', value: Number(unseenDomains.includes(domain)) },
    })),
  ];
}
