import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { defaultConfiguration, type DataSummary, type EncoderSummary } from '../protocol';
import { createRunStore } from '../state/run';
import { createSessionStore } from '../state/session';
import { createSetupStore } from '../state/setup';
import type { CommandContext } from './commands/context';
import { previewAsDrafted } from './previewAsDrafted';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A lab that draws one batch a step, up to the last of the configuration. */
function bench() {
  const stores = { setup: createSetupStore(), session: createSessionStore(), run: createRunStore() };
  const preview = vi.fn((configuration: { steps: number }, step: number, count: number) =>
    Promise.resolve(
      Array.from({ length: Math.min(count, configuration.steps - step) }, (_, i) => ({ step: step + i })),
    ),
  );
  const lab = { preview, estimate: () => Promise.resolve(null) };
  previewAsDrafted({ stores, lab } as unknown as CommandContext);
  const data = { sha256: 'd' } as DataSummary;
  stores.session.setState({ data, encoder: { sha256: 'e' } as EncoderSummary });
  const shown = () => {
    const { preview: batches, previewState } = stores.run.getState();
    return { first: batches[0]?.step, of: batches.length, previewState };
  };
  return { ...stores, lab, shown };
}

it('keeps the former batches as outdated until those of the changed draft are there', async () => {
  const { setup, lab, shown } = bench();
  await vi.runAllTimersAsync();
  expect(shown()).toEqual({ first: 0, of: 8, previewState: 'current' });
  setup.getState().change({ steps: 3 });
  expect(shown()).toEqual({ first: 0, of: 8, previewState: 'outdated' });
  await vi.runAllTimersAsync();
  expect(shown()).toEqual({ first: 0, of: 3, previewState: 'current' });
  expect(lab.preview).toHaveBeenCalledTimes(2);
});

it('keeps the last batches of a run that has drawn all, until it is over and the draft’s come', async () => {
  const { run, shown } = bench();
  const configuration = { ...defaultConfiguration, steps: 2 };
  run.getState().begin({ runId: 'r', name: 'r', configuration, provenance: null, status: 'running' });
  const step = (at: number) =>
    run.getState().receive([
      {
        ...{ seq: at, type: 'step', step: at, loss: 1, gradientNorm: 1, learningRate: 1, seconds: 1 },
        batch: { kind: 'mono', pairs: {} },
      },
    ]);
  step(1);
  await vi.runAllTimersAsync();
  expect(shown()).toEqual({ first: 1, of: 1, previewState: 'current' });
  step(2);
  await vi.runAllTimersAsync();
  expect(shown()).toEqual({ first: 1, of: 1, previewState: 'spent' });
  run.getState().setStatus('finished');
  await vi.runAllTimersAsync();
  expect(shown()).toEqual({ first: 0, of: 8, previewState: 'current' });
});

it('asks anew once a further data set that the draft names is open', async () => {
  const { setup, session, lab } = bench();
  setup.getState().change({ moreData: [{ data: 'own', format: 'auto', weight: 1 }] });
  await vi.runAllTimersAsync();
  const summary = { sha256: 'f' } as DataSummary;
  session.setState({ further: [{ data: 'own', format: 'auto', summary, pairs: {} }] });
  await vi.runAllTimersAsync();
  expect(lab.preview).toHaveBeenCalledTimes(2);
});
