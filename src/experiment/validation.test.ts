import { beforeAll, expect, it } from 'vitest';
import { SELECTIONS, SETTING_METRICS, SETTINGS } from '../core/bestSoFar';
import { configuration, type Validation } from '../protocol';
import type { TokenizedCorpus } from './stage';
import { runOf, small } from './testing/smallRun';
import { startTestBackend, tokenizedMaterials } from './testing/smallStage';
import { figureOf } from './validation';

let tokenized: TokenizedCorpus;
beforeAll(async () => {
  await startTestBackend('wasm');
  tokenized = await tokenizedMaterials();
});

/** Every figure another number, so that a wrong one shows. */
const validation: Validation = {
  ...{ paragraphs: 6, queries: 54, candidates: 60 },
  loss: 1,
  rankDistance: 2,
  rankC: 3,
  map: { mono: 10, cross: 11, multi: 12 },
  metrics: {
    'ndcg@10': { mono: 20, cross: 21, multi: 22 },
    'mrr@10': { mono: 30, cross: 31, multi: 32 },
    'recall@1': { mono: 40, cross: 41, multi: 42 },
    'recall@10': { mono: 50, cross: 51, multi: 52 },
    'hit@1': { mono: 60, cross: 61, multi: 62 },
  },
};

it('finds each figure that the best encoder can be chosen by', () => {
  const found = Object.fromEntries(SELECTIONS.map((by) => [by, figureOf(validation, by)]));
  const ofSettings = SETTING_METRICS.flatMap((metric, i) =>
    SETTINGS.map((setting, j) => [`${metric}-${setting}`, 10 * (i + 1) + j] as const),
  );
  expect(found).toEqual({
    ...{ none: null, loss: 1, 'rank-distance': 2, rankc: 3 },
    ...Object.fromEntries(ofSettings),
  });
  // Of a run by an older version, and where there are no pairs of languages.
  expect(figureOf({ ...validation, metrics: undefined, rankC: undefined }, 'mrr@10-multi')).toBeNull();
  expect(figureOf({ ...validation, metrics: undefined, rankC: undefined }, 'rankc')).toBeNull();
});

it('chooses by a figure of one metric and setting, which are all measured', async () => {
  const selectBy = 'recall@10-cross';
  const { events } = await runOf(tokenized, {
    ...small,
    ...configuration.pick({ selectBy: true }).parse({ selectBy }),
    ...{ validation: 0.3, evaluateEvery: 2, learningRate: 0.02 },
  });
  const evaluations = events.flatMap((e) => (e.type === 'evaluation' ? [e] : []));
  const figures = evaluations.map((e) => ({ step: e.step, value: figureOf(e.validation!, selectBy)! }));
  const highest = Math.max(...figures.map(({ value }) => value));
  expect(evaluations.at(-1)!.best).toEqual({
    by: selectBy,
    step: figures.find(({ value }) => value === highest)!.step,
    value: highest,
  });
  for (const by of SELECTIONS.filter((one) => one !== 'none')) {
    expect(figureOf(evaluations[0]!.validation!, by), by).toBeGreaterThan(0);
  }
  const { map, metrics } = evaluations[0]!.validation!;
  // One relevant passage a query and language: the first answer alone counts, and none is found at 1 but not at 10.
  expect(metrics!['hit@1']!.cross).toBeCloseTo(metrics!['recall@1']!.cross!, 12);
  expect(metrics!['recall@10']!.cross).toBeGreaterThanOrEqual(metrics!['mrr@10']!.cross!);
  expect(map.cross).toBeGreaterThanOrEqual(metrics!['mrr@10']!.cross!);
});
