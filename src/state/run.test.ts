import { describe, expect, it } from 'vitest';
import type { Configuration, HistoryEvent, Scores } from '../protocol';
import { defaultConfiguration } from '../protocol';
import { createRunStore, isStandIn, plannedSteps } from './run';

const step = (seq: number, at: number, seconds = 0.5): HistoryEvent => ({
  seq,
  type: 'step',
  step: at,
  loss: 1 / at,
  gradientNorm: 1,
  learningRate: 1e-4,
  batch: { kind: 'mono', pairs: { 'en-en': 4 } },
  seconds,
});

const evaluation = (seq: number, at: number, seconds: number): HistoryEvent => ({
  seq,
  type: 'evaluation',
  step: at,
  scores: {} as Scores,
  queries: {},
  candidates: {},
  seconds,
});

function started(patch: Partial<Configuration> = {}) {
  const store = createRunStore();
  const configuration = { ...defaultConfiguration, steps: 10, ...patch };
  store.getState().begin({ runId: 'r', name: 'r', configuration, provenance: null, status: 'running' });
  return store;
}

describe('the run on the page', () => {
  it('knows its rate and the time left: 2 steps a second, 7 of 10 to go', () => {
    const store = started();
    store.getState().receive([step(0, 1), step(1, 2), step(2, 3)]);
    expect(store.getState()).toMatchObject({ stepsPerSecond: 2, secondsLeft: 3.5 });
  });

  it('counts the evaluations to come into the time left: 7 steps of .5 s, 4 s each at steps 5 and 10', () => {
    const store = started({ evaluateEvery: 5 });
    store.getState().receive([evaluation(0, 0, 4), step(1, 1), step(2, 2), step(3, 3)]);
    expect(store.getState().secondsLeft).toBe(3.5 + 2 * 4);
  });

  it('forgets the rate of steps that are taken again', () => {
    const store = started();
    store.getState().receive([evaluation(0, 0, 4), step(1, 1), step(2, 2)]);
    store.getState().receive([evaluation(0, 0, 4)]);
    expect(store.getState()).toMatchObject({ steps: [], stepsPerSecond: null, secondsLeft: null });
  });

  it('has no steps to go while there is only a measurement', () => {
    const store = started();
    expect(plannedSteps(store.getState())).toBe(10);
    store.getState().begin({ ...store.getState(), runId: null });
    expect(plannedSteps(store.getState())).toBeNull();
  });

  it('says what was asked of it until that is so', () => {
    const store = started();
    store.getState().ask('pause');
    store.getState().receive([step(0, 1)]);
    expect(store.getState().asked).toBe('pause');
    store.getState().setStatus('paused');
    expect(store.getState().asked).toBeNull();
    store.getState().ask('stop');
    store.getState().receive([{ seq: 1, type: 'done', step: 1, outcome: 'stopped', seconds: 1 }]);
    expect(store.getState().asked).toBeNull();
  });

  it('shows a measurement of the same encoder until its own first scores come', () => {
    const store = createRunStore();
    const configuration = { ...defaultConfiguration, steps: 10 };
    const run = { name: '', configuration, provenance: null, status: 'running' } as const;
    store.getState().begin({ ...run, runId: null, status: 'idle' });
    store.getState().receive([evaluation(0, 0, 4)]);
    store.getState().begin({ ...run, runId: 'r', configuration: { ...configuration, alpha: 0 } });
    expect(store.getState().evaluations.map(isStandIn)).toEqual([true]);
    expect(store.getState().history).toEqual([]);
    store.getState().receive([{ seq: 0, type: 'phase', phase: 'evaluate', label: '', step: 0 }]);
    expect(store.getState().evaluations).toHaveLength(1);
    store.getState().receive([evaluation(1, 0, 4)]);
    expect(store.getState().evaluations.map(({ seq }) => seq)).toEqual([1]);
  });

  it('shows no measurement of other texts or of another encoder', () => {
    for (const other of [
      { targetDomains: ['law'] },
      { maxLength: 64 },
      { queryPrompt: 'q: ' },
      { encoder: 'another' },
    ]) {
      const store = createRunStore();
      const run = {
        name: '',
        configuration: defaultConfiguration,
        provenance: null,
        status: 'running',
      } as const;
      store.getState().begin({ ...run, runId: null });
      store.getState().receive([evaluation(0, 0, 4)]);
      store.getState().begin({ ...run, runId: 'r', configuration: { ...defaultConfiguration, ...other } });
      expect(store.getState().evaluations).toEqual([]);
    }
  });

  it('replaces what a resumed run does again, in steps and in history', () => {
    const store = started();
    store.getState().receive([step(0, 1), step(1, 2), step(2, 3)]);
    store.getState().receive([step(1, 2)]);
    expect(store.getState().steps.map((s) => s.step)).toEqual([1, 2]);
    expect(store.getState().history.map((event) => event.seq)).toEqual([0, 1]);
  });

  it('ends with the outcome of its last event', () => {
    const store = started();
    store.getState().receive([{ seq: 0, type: 'done', step: 4, outcome: 'stopped', seconds: 1 }]);
    expect(store.getState().status).toBe('stopped');
  });
});
