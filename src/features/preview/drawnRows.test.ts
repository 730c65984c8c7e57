import { expect, it } from 'vitest';
import type { Expectations, StepEvent } from '../../protocol';
import { batchesIn, drawnRows } from './drawnRows';

const step = (batch: Partial<StepEvent['batch']>): StepEvent => ({
  ...{ seq: 0, type: 'step', step: 1, loss: 1, gradientNorm: 1, learningRate: 1e-4, seconds: 1 },
  batch: { kind: 'cross', pairs: {}, ...batch },
});
const half = { share: 0.5, low: 1, high: 3 };
const asked: Expectations = {
  ...{ kinds: { cross: { share: 1, low: 2, high: 2 } }, branches: {}, pairs: { 'zh-Hant-de': half } },
  ...{ queryLanguages: { de: half, 'zh-Hant': half }, passageLanguages: { de: half, 'zh-Hant': half } },
  ...{
    domains: { law: { share: 1, low: 4, high: 4 } },
    dataSets: { '0': { share: 1, low: 4, high: 4 } },
    switched: {},
  },
};

it('counts every batch of a step', () => {
  const steps = [
    step({ kind: 'mixed', kinds: { mono: 3, cross: 1 } }),
    step({ kind: 'mono', kinds: { mono: 4 } }),
    step({ kind: 'cross' }),
  ];
  expect(batchesIn(steps)).toBe(9);
  const kinds = drawnRows(steps, asked).kinds.map(([name, { drawn, share }]) => [name, drawn, share]);
  expect(kinds).toEqual([
    ['cross', 2, 2 / 9],
    ['mono', 7, 7 / 9],
  ]);
});

it('sums what the steps tell, by languages whose codes have hyphens too', () => {
  const steps = [
    step({ pairs: { 'zh-Hant-de': 2 }, domains: { law: 2 } }),
    step({ pairs: { 'de-zh-Hant': 2 }, domains: { law: 2 } }),
  ];
  const rows = drawnRows(steps, asked);
  const drawn = (measure: keyof typeof rows) =>
    rows[measure].map(([name, row]) => [name, row.drawn, row.inside]);
  expect(drawn('kinds')).toEqual([['cross', 2, true]]);
  expect(drawn('queryLanguages')).toEqual([
    ['de', 2, true],
    ['zh-Hant', 2, true],
  ]);
  expect(drawn('domains')).toEqual([['law', 4, true]]);
  // What was never asked for lies outside.
  expect(drawn('pairs')).toEqual([
    ['de-zh-Hant', 2, false],
    ['zh-Hant-de', 2, true],
  ]);
  // One data set alone is not told of.
  expect(rows.dataSets).toEqual([]);
});
