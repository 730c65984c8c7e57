import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { study, type RunRecord, type StoredStudy } from '../../protocol';
import { exampleResult } from '../testing/exampleResult';
import { isRunDone, openStudyStore, studyKey } from './studyStore';

beforeEach(() => vi.stubGlobal('indexedDB', new IDBFactory()));
afterEach(() => vi.unstubAllGlobals());

const stored = (name: string, updated: string): StoredStudy => {
  const { encoder, data, backend } = exampleResult();
  return {
    key: studyKey(name),
    updated,
    keepEncoders: false,
    record: {
      schema: 'isoglot/study-record@1',
      study: study.parse({ schema: 'isoglot/study@1', name, strategies: [{ name: 'X-Y' }], seeds: [1] }),
      ...{ encoder, data, backend },
      runs: [{ id: 'x-y.none.all.s1-0', strategy: 'X-Y', adaptation: 'none', fold: 'all', seed: 1 }],
    },
  };
};

describe('the store of studies', () => {
  it('keeps one study of a name, and lists the newest first', async () => {
    const store = await openStudyStore();
    await store.put(stored('First', '2026-01-01T00:00:00Z'));
    await store.put(stored('Second', '2026-01-02T00:00:00Z'));
    await store.put(stored('First', '2026-01-03T00:00:00Z'));
    expect((await store.list()).map(({ record }) => record.study.name)).toEqual(['First', 'Second']);
    expect(await store.get(studyKey('first'))).toEqual(stored('First', '2026-01-03T00:00:00Z'));
    await store.delete(studyKey('First'));
    expect(await store.get(studyKey('First'))).toBeNull();
  });

  it('leaves out what it cannot read', async () => {
    const store = await openStudyStore();
    const database = await openDB('isoglot-studies', 1);
    await database.put('studies', { key: 'other' }, 'other');
    expect(await store.list()).toEqual([]);
    expect(await store.get('other')).toBeNull();
  });
});

describe('a run of a study', () => {
  const { configuration } = exampleResult();
  const run = (patch: Partial<RunRecord>, targetDomains: string[]) =>
    ({ status: 'finished', configuration: { ...configuration, targetDomains }, ...patch }) as RunRecord;

  it('is done when it has finished, and its domains are compared where it holds some out', () => {
    const transfer = { schema: 'isoglot/transfer@1', before: {}, after: {} } as const;
    expect(isRunDone(run({}, []))).toBe(true);
    expect(isRunDone(run({}, ['law']))).toBe(false);
    expect(isRunDone(run({ transfer }, ['law']))).toBe(true);
    expect(isRunDone(run({ status: 'interrupted', transfer }, ['law']))).toBe(false);
  });
});
