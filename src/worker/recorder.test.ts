import { describe, expect, it, vi } from 'vitest';
import { IsoglotError } from '../core/errors';
import { defaultConfiguration, type HistoryEvent, type RunRecord } from '../protocol';
import { createRecorder, type RunStorage } from './recorder';

const record: RunRecord = {
  schema: 'isoglot/run@1',
  id: 'r',
  name: 'Run',
  started: '2026-01-01T00:00:00Z',
  updated: '2026-01-01T00:00:00Z',
  status: 'running',
  step: 0,
  checkpointStep: null,
  configuration: defaultConfiguration,
  encoder: {
    name: 'e',
    sha256: '',
    revision: null,
    parameters: 1,
    vocabulary: 1,
    dimensions: 1,
    layers: 1,
    bytes: 1,
    warnings: [],
  },
  data: {
    name: 'd',
    sha256: '',
    format: '',
    languages: [],
    domains: [],
    queries: {},
    candidates: {},
    questionsPerDomain: {},
    warnings: [],
  },
  backend: { requested: 'auto', used: 'wasm', reason: '', adapter: null, threads: 1 },
  isoglot: { version: '0', commit: '0' },
  seconds: 0,
  headline: null,
  problem: null,
};
const step = (seq: number): HistoryEvent => ({
  seq,
  type: 'step',
  step: seq + 1,
  loss: 1,
  gradientNorm: 1,
  learningRate: 1,
  batch: { kind: 'mono', pairs: {} },
  seconds: 1,
});
const checkpoint = (seq: number, at: number): HistoryEvent => ({ seq, type: 'checkpoint', step: at });

/** Storage in memory that is full while `isFull` says so. */
function fakeStorage(isFull: () => boolean = () => false) {
  const records = new Map<string, RunRecord>();
  let events: HistoryEvent[] = [];
  const files = new Map<string, Uint8Array>();
  const check = () => {
    if (isFull()) throw new IsoglotError({ code: 'storage-full', what: 'Full.', remedy: 'Delete runs.' });
  };
  const storage: RunStorage = {
    runs: Promise.resolve({
      get: async (id) => records.get(id) ?? null,
      put: async (next) => {
        check();
        records.set(next.id, next);
      },
      history: async () => events,
      appendHistory: async (_, next) => {
        check();
        events = [...events, ...next];
      },
      truncateHistory: async (_, seq) => {
        events = events.filter((event) => event.seq < seq);
      },
    }),
    weights: Promise.resolve({
      read: async (key) => files.get(key) ?? null,
      write: async (key, bytes) => void files.set(key, bytes),
      names: async () => files.keys(),
      remove: async (key) => void files.delete(key),
    }),
  };
  return { storage, records, files, seqs: () => events.map(({ seq }) => seq) };
}

describe('the recorder of a run', () => {
  it('writes every tenth event, and at once what a reload must find', async () => {
    const { storage, records, seqs } = fakeStorage();
    const recorder = createRecorder(record, storage, vi.fn());
    await recorder.begin();
    for (let seq = 0; seq < 9; seq++) await recorder.note(step(seq), 1);
    expect(seqs()).toEqual([]);
    await recorder.note(step(9), 1);
    expect(seqs()).toHaveLength(10);
    await recorder.note(checkpoint(10, 10), 1);
    expect(seqs()).toHaveLength(11);
    expect(records.get('r')).toMatchObject({ step: 10, checkpointStep: 10 });
  });

  it('warns once when storage is full, goes on, and loses no event when there is room again', async () => {
    let full = true;
    const { storage, seqs } = fakeStorage(() => full);
    const warn = vi.fn();
    const recorder = createRecorder(record, storage, warn);
    await recorder.begin();
    for (let seq = 0; seq < 25; seq++) await recorder.note(step(seq), 1);
    expect(warn).toHaveBeenCalledOnce();
    expect(warn.mock.calls[0]![0]).toBe('The run goes on but is not kept: Full. Delete runs.');
    full = false;
    await recorder.note(checkpoint(25, 25), 1);
    expect(seqs()).toEqual(Array.from({ length: 26 }, (_, seq) => seq));
  });

  it('warns and goes on where there is no storage at all', async () => {
    const refused = Promise.reject(new IsoglotError({ code: 'storage', what: 'No database.' }));
    const warn = vi.fn();
    const recorder = createRecorder(record, { runs: refused, weights: fakeStorage().storage.weights }, warn);
    await recorder.begin();
    await recorder.note(checkpoint(0, 5), 1);
    expect(warn).toHaveBeenCalledOnce();
  });

  it('goes on from the checkpoint: what came after it is dropped from the history', async () => {
    const { storage, seqs } = fakeStorage();
    const first = createRecorder(record, storage, vi.fn());
    await first.begin();
    const tensor = () => new Map([['w', { shape: [1], data: Float32Array.of(1) }]]);
    await first.keep({
      weights: tensor(),
      optimiser: { step: 2, first: tensor(), second: tensor() },
      kept: null,
      best: null,
      extra: new Map(),
    });
    for (const event of [step(0), step(1), checkpoint(2, 2), step(3), step(4)]) await first.note(event, 1);
    await first.save({});
    const second = createRecorder({ ...record, name: 'ignored' }, storage, vi.fn());
    const found = await second.resume();
    expect(found?.optimiser.step).toBe(2);
    expect(second.nextSeq()).toBe(3);
    expect(seqs()).toEqual([0, 1, 2]);
    // Two steps of a second each: the other two will be made and timed again.
    expect(second.seconds()).toBe(2);
  });

  it('goes on from the checkpoint before a damaged one, with its history, and says so', async () => {
    const { storage, files, seqs } = fakeStorage();
    const first = createRecorder(record, storage, vi.fn());
    await first.begin();
    const tensors = new Map([['w', { shape: [1], data: Float32Array.of(1) }]]);
    const at = (step: number) => ({
      weights: tensors,
      optimiser: { step, first: tensors, second: tensors },
      kept: null,
      extra: new Map(),
      best: null,
    });
    for (const made of [1, 2]) await first.keep(at(made));
    for (const event of [step(0), checkpoint(1, 1), step(2), checkpoint(3, 2)]) await first.note(event, 1);
    await first.save({});
    files.set('r.checkpoint-2.safetensors', files.get('r.checkpoint-2.safetensors')!.slice(0, -2));
    const warn = vi.fn();
    const second = createRecorder(record, storage, warn);
    expect((await second.resume())?.optimiser.step).toBe(1);
    expect(warn.mock.calls).toEqual([[expect.stringMatching(/checkpoint-2\.safetensors is damaged/)]]);
    expect(seqs()).toEqual([0, 1]);
  });

  it('keeps a name that was changed in the table of runs meanwhile', async () => {
    const { storage, records } = fakeStorage();
    const recorder = createRecorder(record, storage, vi.fn());
    await recorder.begin();
    records.set('r', { ...records.get('r')!, name: 'Better name' });
    await recorder.note(checkpoint(0, 5), 1);
    expect(records.get('r')).toMatchObject({ name: 'Better name', checkpointStep: 5 });
  });
});
