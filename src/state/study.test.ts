import { describe, expect, it } from 'vitest';
import { configuration, study } from '../protocol';
import { baseFrom, createStudyStore, queueOf, wholeStudy } from './study';

const page = configuration.parse({
  schema: 'isoglot/configuration@1',
  name: 'Mine',
  strategy: 'X-Y',
  post: 'centering',
  adaptation: [{ kind: 'coral' }],
  steps: 7,
  seed: 9,
});

describe('a study that is composed', () => {
  it('takes the page as its base, without what its levels and seeds are there for', () => {
    expect(baseFrom(page)).toEqual({ steps: 7, encoder: page.encoder, data: page.data });
    const store = createStudyStore();
    expect(wholeStudy(store.getState(), page).base).toMatchObject({ steps: 7 });
    const file = study.parse({
      schema: 'isoglot/study@1',
      name: 'File',
      base: { steps: 3 },
      strategies: [{ name: 'X-Y' }],
      seeds: [1],
    });
    store.getState().open(file);
    expect(wholeStudy(store.getState(), page)).toEqual(file);
  });

  it('holds the others against a level that is there, whatever is taken away', () => {
    const store = createStudyStore();
    const { strategies } = store.getState().draft;
    store.getState().edit({ baseline: { strategy: strategies[1]!.name, adaptation: 'none' } });
    store.getState().edit({ strategies: strategies.slice(1) });
    expect(store.getState().draft.baseline?.strategy).toBe(strategies[1]!.name);
    store.getState().edit({ strategies: strategies.slice(0, 1) });
    expect(store.getState().draft.baseline).toEqual({
      strategy: strategies[0]!.name,
      adaptation: 'none',
    });
    store.getState().edit({ baseline: undefined });
    expect(store.getState().draft.baseline).toBeUndefined();
  });

  it('is checked anew when it changes', () => {
    const store = createStudyStore();
    const { draft } = store.getState();
    const plan = { key: 'study', bytes: 1, runs: [] };
    store.getState().show(queueOf(draft, plan));
    store.getState().edit({ seeds: [4] });
    expect(store.getState()).toMatchObject({ queue: null, draft: { seeds: [4] } });
  });

  it('follows its runs, and keeps why one failed', () => {
    const store = createStudyStore();
    const { begin, hear, note, end } = store.getState();
    begin();
    hear({ type: 'study-run', id: 'a', state: 'begun' });
    note([{ seq: 0, type: 'phase', phase: 'evaluate', label: 'Scoring', step: 0 }]);
    expect(store.getState()).toMatchObject({ current: { id: 'a', step: 0, phase: 'Scoring' } });
    const step = { loss: 1, gradientNorm: 1, learningRate: 1, seconds: 1 };
    note([{ seq: 1, type: 'step', step: 1, ...step, batch: { kind: 'mono', pairs: {} } }]);
    expect(store.getState()).toMatchObject({ current: { step: 1, phase: '' } });
    hear({ type: 'study-run', id: 'a', state: 'failed', reason: 'The loss is not finite.' });
    expect(store.getState()).toMatchObject({ current: null, reasons: { a: 'The loss is not finite.' } });
    hear({ type: 'study-run', id: 'b', state: 'begun' });
    hear({ type: 'study-run', id: 'b', state: 'unkept', reason: 'The storage is full.' });
    expect(store.getState()).toMatchObject({ current: { id: 'b' }, problem: { code: 'storage-full' } });
    end();
    expect(store.getState()).toMatchObject({ status: 'idle', current: null });
  });
});
