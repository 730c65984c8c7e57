import { expect, it } from 'vitest';
import { composeBatch } from '../core/batches/composeBatch';
import { parallelCorpus } from '../core/testing/parallelCorpus';
import { trainingPairs } from '../experiment/trainingPairs';
import { defaultConfiguration } from '../protocol';
import { previewBatches } from './preview';
import { newSession, type Session } from './session';

const corpus = parallelCorpus({ languages: ['de', 'en', 'zh'], questions: 20 });
const data = { corpus } as unknown as Session['data'] & object;
const session = { ...newSession(), ...{ backend: {}, encoder: {} }, data } as unknown as Session;
const configuration = { ...defaultConfiguration, batchSize: 4, steps: 3, accumulate: 3, codeSwitch: 0.5 };

it('shows the very batches that the next steps take, up to the last one', () => {
  const shown = previewBatches(session, configuration, 1, 4);
  expect(shown.map(({ draw, step }) => [draw, step])).toEqual([
    [3, 1],
    [4, 1],
    [5, 1],
    [6, 2],
  ]);
  const pool = trainingPairs({ data }, configuration);
  for (const { draw, kind, pairs } of shown) {
    const batch = composeBatch(pool, configuration, configuration.seed, draw);
    expect(kind).toBe(batch.kind);
    expect(pairs.map(({ query, passage }) => [query, passage])).toEqual(
      batch.pairs.map(({ query, passage }) => [corpus.queries[query]!.text, corpus.passages[passage]!.text]),
    );
    expect(pairs.map((pair) => pair.switch?.query)).toEqual(
      batch.pairs.map((pair) => pair.switch && corpus.queries[pair.switch.query]!.text),
    );
  }
  expect(previewBatches(session, configuration, 2, 4).map(({ draw }) => draw)).toEqual([6, 7, 8]);
  expect(previewBatches(session, configuration, 3, 4)).toEqual([]);
});
