import type { Result } from '../../../protocol';
import { groupBySeed, seedlessKey } from '../../../core/statistics/groupBySeed';
import { summarise } from '../../../core/statistics/summary';
import { figuresAround, figuresOf } from './figures';
import type { Entry, Figure, Figures } from './model';

/** Results that are one row: the same but for the seed. */
export interface ResultGroup {
  results: readonly [Result, ...Result[]];
  /** As the row is called. */
  name: string;
}

/**
 * Groups results that differ in nothing but their seed: configuration, encoder, data, what was evaluated and steps are
 * equal, seeds are not. In the order of their first results.
 * @param nameOf what a result is called when it stands alone
 */
export function groupSeeds<T extends { result: Result }>(results: readonly T[]): T[][] {
  return groupBySeed(
    results,
    ({ result: { configuration, encoder, data, steps, selection } }) => {
      // Where each seed's best encoder was chosen, the steps are a finding.
      const asked = selection ? null : steps;
      return seedlessKey(configuration, encoder.sha256, data.sha256, data.queries, data.candidates, asked);
    },
    ({ result }) => result.seed,
  );
}

/** A row of own results; figures of several are means with their deviation. */
export function ownEntry({ results, name }: ResultGroup, comparable: boolean, note = ''): Entry {
  const figures = results.map((result): Figures => {
    const { scores, data, intervals, exposure, steps } = result;
    const unseen = steps > 0 ? exposure?.zeroShot.languages : [];
    return new Map([...figuresOf(scores, data.languages, intervals, unseen), ...figuresAround(result)]);
  });
  return {
    name,
    published: false,
    comparable,
    tags: [
      ...zeroShotTag(results[0]),
      ...(results.length > 1 ? [`${results.length} seeds`] : []),
      ...(comparable ? [] : ['other data']),
    ],
    note,
    runs: results.length,
    figures: meanFigures(figures),
  };
}

/** Whether none of the evaluated texts was trained on, where a trained run says so. */
function zeroShotTag({ exposure, steps }: Result): string[] {
  if (!exposure || steps === 0) return [];
  return [exposure.zeroShot.data ? 'zero-shot' : 'not zero-shot'];
}

/** The untouched encoder of a run as a row of its own; null where the run had no such evaluation. */
export function entryBefore(result: Result): Entry | null {
  const { before, data, encoder } = result;
  if (!before) return null;
  return {
    name: `${encoder.name}, untouched`,
    published: false,
    comparable: true,
    tags: [],
    note: '',
    runs: 1,
    figures: figuresOf(before, data.languages),
  };
}

function meanFigures(all: readonly Figures[]): Figures {
  if (all.length === 1) return all[0]!;
  const figures = new Map<string, Figure>();
  for (const [key, { zeroShot }] of all[0]!) {
    const values = all.flatMap((one) => one.get(key)?.value ?? []);
    if (values.length < all.length) continue;
    const { mean, deviation } = summarise(values);
    figures.set(key, { value: mean, deviation, ...(zeroShot ? { zeroShot } : {}) });
  }
  return figures;
}
