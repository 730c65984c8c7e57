import type { GeometryMeasure } from '../../../core/geometry/geometryMeans';
import type { exposureShares } from './exposureShares';
import { figureKey, type Column, type Entry, type ReportTable } from './model';

type Template = Omit<Column, 'key' | 'title'> & { group: string; metric: string };

const share = { decimals: 4, better: 'higher' } as const;
const ranks = { decimals: 1, better: 'lower' } as const;
const template = (group: string, metric: string): Template => ({ group, metric, ...share });

const SUMMARY: readonly (Template & { title: string })[] = [
  { title: 'Mo mAP', ...template('monolingual', 'map') },
  { title: 'Cr mAP', ...template('crosslingual', 'map') },
  { title: 'Mul mAP', ...template('multilingual', 'map') },
  { title: 'rank distance', group: 'rankDistance', metric: 'ranks', ...ranks },
  { title: 'RankC', ...template('rankC', 'share') },
];

const BY_LANGUAGE: readonly (Template & { title: string })[] = [
  { title: 'Monolingual mAP', ...template('monolingual', 'map') },
  { title: 'Cross-lingual mAP', ...template('crosslingual', 'map') },
  { title: 'Multilingual mAP', ...template('multilingual', 'map') },
  { title: 'Rank distance', group: 'rankDistance', metric: 'ranks', ...ranks },
  { title: 'Monolingual recall@1', ...template('monolingual', 'recall@1') },
  { title: 'Cross-lingual recall@1', ...template('crosslingual', 'recall@1') },
  { title: 'Multilingual recall@10', ...template('multilingual', 'recall@10') },
  { title: 'Monolingual nDCG@10', ...template('monolingual', 'ndcg@10') },
  { title: 'Monolingual recall@100', ...template('monolingual', 'recall@100') },
];

/** Neither way is better by itself: each measure has its trap. */
const open = { decimals: 4, better: null } as const;
const geometry = (metric: GeometryMeasure, title: string) => ({ title, group: 'geometry', metric, ...open });
const exposure = (metric: keyof ReturnType<typeof exposureShares>, title: string) => ({
  ...{ title, group: 'exposure', metric, ...open },
});

const AROUND: readonly { title: string; columns: readonly (Template & { title: string })[] }[] = [
  {
    title: 'Geometry of the embeddings',
    columns: [
      geometry('cka', 'CKA'),
      geometry('alignment', 'alignment'),
      geometry('centroidDistance', 'centroid distance'),
      geometry('silhouette language', 'silhouette, language'),
      geometry('silhouette domain', 'silhouette, domain'),
      geometry('isotropy', 'isotropy'),
      geometry('uniformity', 'uniformity'),
    ],
  },
  {
    title: 'Evaluated texts that were trained on',
    columns: [
      exposure('queries', 'queries'),
      exposure('passages', 'passages'),
      exposure('translations queries', 'queries, translated'),
      exposure('translations passages', 'passages, translated'),
      exposure('nearDuplicates passages', 'passages, nearly'),
    ],
  },
];

/**
 * The tables of a report: the means of the settings, then a table for each metric by query language, the geometry, and
 * what was trained on. A column or table that no row has a figure for is left out.
 */
export function tablesOf(entries: readonly Entry[], languages: readonly string[]): ReportTable[] {
  const known = (column: Column) => entries.some(({ figures }) => figures.has(column.key));
  const summary = SUMMARY.map((one) => columnOf(one, 'mean', one.title)).filter(known);
  const others = BY_LANGUAGE.map((one) => ({
    title: `${one.title} by query language`,
    detailed: false,
    columns: [...languages, 'mean'].map((name) => columnOf(one, name, name)).filter(known),
  }));
  const around = AROUND.map(({ title, columns }) => ({
    ...{ title, detailed: false },
    columns: columns.map((one) => columnOf(one, 'mean', one.title)).filter(known),
  }));
  return [{ title: 'Means', detailed: true, columns: summary }, ...others, ...around].filter(
    ({ columns }) => columns.length > 0,
  );
}

function columnOf({ group, metric, decimals, better }: Template, name: string, title: string): Column {
  return { key: figureKey(group, name, metric), title, decimals, better };
}
