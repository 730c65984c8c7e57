import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Lab } from '../../lab/lab';
import { openRunStore } from '../../io/storage/runStore';
import { openStudyStore, studyKey, studyLock, studyRunId } from '../../io/storage/studyStore';
import { openWeightStore } from '../../io/storage/weightStore';
import { exampleResult } from '../../io/testing/exampleResult';
import { createFakeLocks } from '../../io/testing/fakeLocks';
import { defaultConfiguration, study, type RunRecord, type StoredStudy } from '../../protocol';
import { createKeptStore } from '../../state/kept';
import { createRunStore } from '../../state/run';
import { createRunsStore } from '../../state/runs';
import { createSessionStore } from '../../state/session';
import { createSetupStore } from '../../state/setup';
import { createStudyStore } from '../../state/study';
import { createViewStore } from '../../state/view';
import { openStorage, type CommandContext } from './context';
import { deletingStudiesCommands, purgeMarkedStudy } from './deletingStudies';
import { refreshRuns } from './keeping';
import { refreshStudies, showStudy } from './keptStudies';
import { studyingCommands } from './studying';

let locks: ReturnType<typeof createFakeLocks>;
beforeEach(() => {
  locks = createFakeLocks();
  const memory = new Map<string, string>();
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('navigator', {
    locks,
    storage: { estimate: async () => ({ usage: 1, quota: 2 }), persisted: async () => false },
  });
  vi.stubGlobal('localStorage', {
    getItem: (key: string) => memory.get(key) ?? null,
    setItem: (key: string, value: string) => void memory.set(key, value),
    removeItem: (key: string) => void memory.delete(key),
  });
});
afterEach(async () => {
  vi.unstubAllGlobals();
  const weights = await openWeightStore();
  for (const name of await weights.names()) await weights.remove(name);
});

const { encoder, data, backend, isoglot } = exampleResult();
const RUN = { id: 'x-y.none.all.s1-0', strategy: 'X-Y', adaptation: 'none', fold: 'all', seed: 1 };
const gridOf = (name: string) =>
  study.parse({ schema: 'isoglot/study@1', name, strategies: [{ name: 'X-Y' }], seeds: [1] });
const stored = (name: string): StoredStudy => ({
  key: studyKey(name),
  updated: '2026-01-01T00:00:00Z',
  keepEncoders: false,
  record: {
    ...{ schema: 'isoglot/study-record@1', study: gridOf(name), encoder, data, backend, runs: [RUN] },
  },
});
const run = (id: string, own?: string): RunRecord => ({
  ...{ schema: 'isoglot/run@1', id, name: id, configuration: defaultConfiguration, study: own },
  ...{ started: '2026-01-01T00:00:00Z', updated: '2026-01-01T00:00:00Z', status: 'finished', step: 1 },
  ...{ checkpointStep: 1, encoder, data, backend, isoglot, seconds: 1, headline: null, problem: null },
});

/** Two studies with a run and a checkpoint each, one of them with a run of an earlier grid, and a run of its own. */
async function bench() {
  const lab = { planStudy: vi.fn(async () => ({ key: 'first', runs: [], bytes: 1 })) };
  const stores = {
    ...{ setup: createSetupStore(), session: createSessionStore(), run: createRunStore() },
    ...{ runs: createRunsStore(), kept: createKeptStore('https://hub.test'), study: createStudyStore() },
    view: createViewStore(),
  };
  const context = { stores, lab: lab as unknown as Lab, storage: openStorage() } as CommandContext;
  const [studies, runs, weights] = [await openStudyStore(), await openRunStore(), await openWeightStore()];
  for (const name of ['First', 'Second']) {
    const one = stored(name);
    await studies.put(one);
    await runs.put(run(studyRunId(one.key, RUN.id), one.key));
    await weights.write(`${studyRunId(one.key, RUN.id)}.checkpoint-1.safetensors`, new Uint8Array(8));
  }
  await runs.put(run('first/earlier', 'first'));
  await runs.put(run('alone'));
  await refreshStudies(context);
  await refreshRuns(context);
  const seen = () => ({
    studies: stores.study
      .getState()
      .stored.map(({ key }) => key)
      .sort(),
    runs: stores.runs
      .getState()
      .records.map(({ id }) => id)
      .sort(),
  });
  const kept = async () => ({
    studies: (await studies.list()).map(({ key }) => key).sort(),
    runs: (await runs.list()).records.map(({ id }) => id).sort(),
    files: [...(await weights.names())].length,
  });
  return { context, stores, lab, seen, kept, commands: deletingStudiesCommands(context) };
}

const SECOND = `second/${RUN.id}`;
const ALL = ['alone', 'first/earlier', `first/${RUN.id}`, SECOND];

describe('a study that is deleted', () => {
  it('is out of sight with its runs, and comes back with all of them', async () => {
    const { context, stores, commands, seen, kept } = await bench();
    await showStudy(context, 'first');
    await commands.deleteStudy('first');
    expect(seen()).toEqual({ studies: ['second'], runs: ['alone', SECOND] });
    expect(stores.study.getState().queue).toBeNull();
    expect(await kept()).toEqual({ studies: ['first', 'second'], runs: ALL, files: 2 });
    await commands.undoDeleteStudy();
    expect(seen()).toEqual({ studies: ['first', 'second'], runs: ALL });
  });

  it('goes for good with the next one, or when the page comes back', async () => {
    const { context, stores, commands, kept } = await bench();
    await commands.deleteStudy('first');
    await commands.deleteStudy('second');
    expect(await kept()).toEqual({ studies: ['second'], runs: ['alone', SECOND], files: 1 });
    stores.study.setState({ deleted: null });
    await purgeMarkedStudy(context);
    expect(await kept()).toEqual({ studies: [], runs: ['alone'], files: 0 });
  });

  it('goes for good before one of the same name is checked: its runs are none of that one', async () => {
    const { context, stores, lab, commands, kept } = await bench();
    await commands.deleteStudy('first');
    stores.study.getState().open(gridOf('First'));
    lab.planStudy.mockImplementation(async () => {
      expect((await kept()).runs).toEqual(['alone', SECOND]);
      return { key: 'first', runs: [], bytes: 1 };
    });
    await studyingCommands(context).checkStudy();
    expect(lab.planStudy).toHaveBeenCalledOnce();
    expect(stores.study.getState()).toMatchObject({ deleted: null, problem: null });
  });

  it('is not deleted while it goes on in any tab', async () => {
    const { stores, commands, seen } = await bench();
    await locks.request(studyLock('first'), async () => {
      await commands.deleteStudy('first');
    });
    expect(seen().studies).toEqual(['first', 'second']);
    expect(stores.session.getState().notices[0]?.problem.what).toBe(
      'This study goes on, here or in another tab.',
    );
  });
});
