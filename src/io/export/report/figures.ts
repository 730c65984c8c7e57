import { meanOrNull } from '../../../core/metrics/rankMetrics';
import { geometryMeans } from '../../../core/geometry/geometryMeans';
import type { Intervals, Result, Scores } from '../../../protocol';
import { exposureShares } from './exposureShares';
import { figureKey, type Figure, type Figures, type Interval } from './model';

type ByName = Readonly<Record<string, Interval | null>>;
type Setting = 'monolingual' | 'crosslingual' | 'multilingual';

/**
 * The figures of one evaluation that tables show.
 *
 * Rows of a language are means over its queries; the cross-lingual one is the plain mean over the pairs that the
 * language asks in, as in arXiv 2408.10536, Tables 3 to 6. RankC is the plain mean over pairs.
 *
 * @param languages all that the data has
 * @param zeroShot languages that were not trained on
 */
export function figuresOf(
  scores: Scores,
  languages: readonly string[],
  intervals?: Intervals,
  zeroShot: readonly string[] = [],
): Figures {
  const { monolingual, multilingual, crosslingual, languageBias, consistency } = scores;
  const asked = byQueryLanguage(crosslingual.pairs, languages);
  const figures = new Map<string, Figure>();
  const put = (group: string, name: string, metric: string, value: unknown, interval?: Interval | null) => {
    if (typeof value !== 'number') return;
    const unseen = zeroShot.includes(name) ? { zeroShot: true } : {};
    figures.set(figureKey(group, name, metric), { value, interval: interval ?? null, ...unseen });
  };
  const putAll = (setting: Setting, rows: Readonly<Record<string, Cell>>, known?: ByName) => {
    for (const [language, cell] of Object.entries(rows)) {
      for (const [metric, value] of Object.entries(cell)) {
        if (metric !== 'queries') {
          put(setting, language, metric, value, metric === 'map' ? known?.[language] : null);
        }
      }
    }
    for (const metric of metricsOf(rows)) {
      // The mean of mAP is the setting's own, which old and new results have alike.
      if (metric !== 'map') put(setting, 'mean', metric, meanOf(Object.values(rows), metric));
    }
    put(setting, 'mean', 'map', scores[setting].map, intervals?.[setting].map);
  };
  putAll('monolingual', monolingual.perLanguage, intervals?.monolingual.perLanguage);
  putAll('crosslingual', asked);
  putAll('multilingual', multilingual.perLanguage, intervals?.multilingual.perLanguage);
  const { mean, perLanguage } = languageBias.rankDistance;
  put('rankDistance', 'mean', 'ranks', mean, intervals?.rankDistance.mean);
  for (const [language, value] of Object.entries(perLanguage)) {
    put('rankDistance', language, 'ranks', value, intervals?.rankDistance.perLanguage[language]);
  }
  put('rankC', 'mean', 'share', meanOrNull(Object.values(consistency.rankC)), intervals?.rankC.mean);
  return figures;
}

/**
 * What is known of the embeddings and of what a run trained on, as far as a result has it. Exposure is that of a
 * trained run alone: an encoder that was only evaluated has none that is known.
 */
export function figuresAround({ geometry, exposure, steps }: Result): Figures {
  const known = {
    geometry: geometry ? geometryMeans(geometry) : {},
    exposure: exposure && steps > 0 ? exposureShares(exposure) : {},
  };
  return new Map(
    Object.entries(known).flatMap(([group, values]) =>
      Object.entries(values).flatMap(([metric, value]): [string, Figure][] =>
        typeof value === 'number' ? [[figureKey(group, 'mean', metric), { value }]] : [],
      ),
    ),
  );
}

type Cell = Readonly<Record<string, unknown>>;

/** Cells of a language are the plain means over the pairs that it asks in. */
function byQueryLanguage(
  pairs: Scores['crosslingual']['pairs'],
  languages: readonly string[],
): Record<string, Cell> {
  const rows: Record<string, Cell[]> = {};
  for (const [pair, cell] of Object.entries(pairs)) (rows[languagesOf(pair, languages)[0]] ??= []).push(cell);
  return Object.fromEntries(
    Object.entries(rows).map(([language, cells]) => {
      const metrics = metricsOf(cells).map((metric) => [metric, meanOf(cells, metric)]);
      return [language, Object.fromEntries(metrics) as Cell];
    }),
  );
}

/** Query and passage language of a pair. A code may itself hold hyphens (`zh-Hant-en`), so the data's codes decide. */
export function languagesOf(pair: string, languages: readonly string[]): [query: string, passage: string] {
  const known = languages.find((code) => {
    return pair.startsWith(`${code}-`) && languages.includes(pair.slice(code.length + 1));
  });
  const cut = known?.length ?? pair.indexOf('-');
  return [pair.slice(0, cut), pair.slice(cut + 1)];
}

/** Metrics that every one of the cells has. */
function metricsOf(cells: readonly Cell[] | Readonly<Record<string, Cell>>): string[] {
  const [first, ...others] = Object.values(cells);
  const metrics = Object.keys(first ?? {}).filter((metric) => metric !== 'queries');
  return metrics.filter((metric) => others.every((cell) => typeof cell[metric] === 'number'));
}

function meanOf(cells: readonly Cell[], metric: string): number | null {
  return meanOrNull(cells.flatMap((cell) => (typeof cell[metric] === 'number' ? [cell[metric]] : [])));
}

/** Languages that a result evaluated, in the order of its data. */
export function evaluatedLanguages({ data }: Result): string[] {
  return data.languages.filter((language) => language in data.queries || language in data.candidates);
}
