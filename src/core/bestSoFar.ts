/** Metrics that each setting of a validation has, and the settings. */
export const SETTING_METRICS = ['map', 'ndcg@10', 'mrr@10', 'recall@1', 'recall@10', 'hit@1'] as const;
export const SETTINGS = ['mono', 'cross', 'multi'] as const;
export type SettingMetric = (typeof SETTING_METRICS)[number];
export type Setting = (typeof SETTINGS)[number];

type Figure = 'loss' | 'rank-distance' | 'rankc' | `${SettingMetric}-${Setting}`;
export type Selection = 'none' | Figure;

/** Figures of a validation by which the best encoder may be chosen. */
export const SELECTIONS: readonly Selection[] = [
  ...(['none', 'loss', 'rank-distance', 'rankc'] as const),
  ...SETTING_METRICS.flatMap((metric) => SETTINGS.map((setting) => `${metric}-${setting}` as const)),
];

/** Metric and setting of a figure such as `map-mono`; null of one that has no setting. */
export function settingOf(by: Selection): { metric: SettingMetric; setting: Setting } | null {
  const metric = SETTING_METRICS.find((one) => by.startsWith(`${one}-`));
  return metric ? { metric, setting: by.slice(metric.length + 1) as Setting } : null;
}

/** Whether a figure is one between languages, which there must be two of. */
export function comparesLanguages(by: Selection): boolean {
  return by === 'rank-distance' || by === 'rankc' || settingOf(by)?.setting === 'cross';
}

/** The best of the evaluations until now. */
export interface BestSoFar {
  /** Updates made before it. */
  step: number;
  value: number;
  /** Evaluations since then, none of them better. */
  since: number;
}

/** Of these the lowest is the best, of the others the highest. */
const LOWER_IS_BETTER: readonly Selection[] = ['rank-distance', 'loss'];

/**
 * The best after one more evaluation. What is no finite number (`null`, NaN) is never best, and of equals the first
 * stays: it had the shorter training.
 */
export function bestAfter(
  before: BestSoFar | null,
  by: Selection,
  step: number,
  value: number | null,
): BestSoFar | null {
  const sign = LOWER_IS_BETTER.includes(by) ? -1 : 1;
  const isNumber = value !== null && Number.isFinite(value);
  if (isNumber && (!before || sign * value > sign * before.value)) return { step, value, since: 0 };
  return before && { ...before, since: before.since + 1 };
}
