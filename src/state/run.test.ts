import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../protocol';
import { defaultConfiguration } from '../protocol';
import { createRunStore } from './run';

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

function started() {
  const store = createRunStore();
  const configuration = { ...defaultConfiguration, steps: 10 };
  store.getState().begin({ runId: 'r', name: 'r', configuration, provenance: null, status: 'running' });
  return store;
}

describe('the run on the page', () => {
  it('knows its rate and the time left: 2 steps a second, 7 of 10 to go', () => {
    const store = started();
    store.getState().receive([step(0, 1), step(1, 2), step(2, 3)]);
    expect(store.getState()).toMatchObject({ stepsPerSecond: 2, secondsLeft: 3.5 });
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
