import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { defaultConfiguration, type HistoryEvent, type RunRecord } from '../../protocol';
import { openRunStore } from './runStore';

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => vi.unstubAllGlobals());

const record = (id: string): RunRecord => ({
  schema: 'isoglot/run@1',
  id,
  name: `run ${id}`,
  started: '2025-01-01T00:00:00Z',
  updated: '2025-01-01T00:00:00Z',
  status: 'paused',
  step: 3,
  checkpointStep: null,
  configuration: defaultConfiguration,
  encoder: {
    name: 'e',
    sha256: '0',
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
    sha256: '0',
    format: 'isoglot-qa',
    languages: ['en'],
    domains: ['law'],
    queries: { en: 1 },
    candidates: { en: 1 },
    questionsPerDomain: { law: 1 },
    warnings: [],
  },
  backend: { requested: 'auto', used: 'cpu', reason: 'test', adapter: null, threads: 1 },
  isoglot: { version: '0', commit: '0' },
  seconds: 1,
  headline: null,
  problem: null,
});
const warning = (seq: number): HistoryEvent => ({ seq, type: 'warning', message: `event ${seq}` });
const numbers = (events: HistoryEvent[]) => events.map(({ seq }) => seq);

/** Puts something into the database behind the store's back. */
async function plant(store: 'runs' | 'history', value: unknown, key?: string): Promise<void> {
  const database = await openDB('isoglot');
  await database.put(store, value, key);
  database.close();
}

describe('openRunStore', () => {
  it('saves, replaces, lists and deletes records', async () => {
    const store = await openRunStore();
    expect(await store.get('a')).toBeNull();
    await store.put(record('a'));
    await store.put(record('b'));
    await store.put({ ...record('a'), name: 'renamed' });
    expect((await store.get('a'))?.name).toBe('renamed');
    expect((await store.list()).records.map(({ id }) => id).sort()).toEqual(['a', 'b']);
    await store.delete('a');
    expect((await store.list()).records).toEqual([record('b')]);
    store.close();
    expect((await (await openRunStore()).list()).records).toEqual([record('b')]);
  });

  it('keeps the history of each run in order, chunk by chunk', async () => {
    const store = await openRunStore();
    await store.appendHistory('a', [warning(0), warning(1)]);
    await store.appendHistory('b', [warning(0)]);
    await store.appendHistory('a', [warning(10), warning(11)]);
    await store.appendHistory('a', [warning(2)]);
    await store.appendHistory('a', []);
    expect(numbers(await store.history('a'))).toEqual([0, 1, 2, 10, 11]);
    expect(await store.history('b')).toEqual([warning(0)]);
    await store.delete('a');
    expect(await store.history('a')).toEqual([]);
    expect(numbers(await store.history('b'))).toEqual([0]);
  });

  it('cuts a history in the middle of a chunk', async () => {
    const store = await openRunStore();
    await store.appendHistory('a', [warning(0), warning(1), warning(2)]);
    await store.appendHistory('a', [warning(3)]);
    await store.truncateHistory('a', 2);
    expect(numbers(await store.history('a'))).toEqual([0, 1]);
    await store.appendHistory('a', [warning(2)]);
    expect(numbers(await store.history('a'))).toEqual([0, 1, 2]);
    await store.truncateHistory('a', 0);
    expect(await store.history('a')).toEqual([]);
  });

  it('skips what it cannot read and says so', async () => {
    const store = await openRunStore();
    await store.put(record('good'));
    await plant('runs', { id: 'bad', schema: 'isoglot/run@0' }, 'bad');
    await plant('runs', 'nonsense', 'worse');
    const { records, unreadable } = await store.list();
    expect(records.map(({ id }) => id)).toEqual(['good']);
    expect(unreadable.map(({ where }) => where?.split(':')[0])).toEqual(['bad', 'worse']);
    expect(await store.get('bad')).toBeNull();
    await plant('history', { runId: 'good', seq: 0, events: [warning(0), { type: 'unheard of' }] });
    await plant('history', { runId: 'good', seq: 5, events: null });
    expect(await store.history('good')).toEqual([warning(0)]);
  });

  it('says when storage is full, and when there is none', async () => {
    const store = await openRunStore();
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('no room', 'QuotaExceededError');
    });
    await expect(store.put(record('a'))).rejects.toMatchObject({
      code: 'storage-full',
      remedy: 'Delete runs in the table of runs, or encoders under Storage.',
    });
    full.mockRestore();
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
    await expect(openRunStore()).rejects.toMatchObject({ code: 'storage' });
  });
});
