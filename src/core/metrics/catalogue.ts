import { consistency } from './catalogue/consistency';
import type { MetricEntry, MetricGroup } from './catalogue/entry';
import { geometry } from './catalogue/geometry';
import { languageBias } from './catalogue/languageBias';
import { ranking } from './catalogue/ranking';
import { settings } from './catalogue/settings';
import { statistics } from './catalogue/statistics';
import { training } from './catalogue/training';

/** Every metric there is, in the order of docs/metrics.md, which holds the same words. */
export const METRICS: readonly MetricGroup[] = [
  ranking,
  settings,
  languageBias,
  consistency,
  geometry,
  statistics,
  training,
];

/** The entry that explains a field of results, or has this id. */
export function metricEntry(name: string): MetricEntry | undefined {
  const entries = METRICS.flatMap((group) => group.entries);
  return entries.find(({ id }) => id === name) ?? entries.find(({ covers }) => covers.includes(name));
}
