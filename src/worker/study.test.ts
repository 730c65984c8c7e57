import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { TokenizedCorpus } from '../experiment/stage';
import { startTestBackend, tokenizedMaterials } from '../experiment/testing/smallStage';
import { drain } from '../experiment/progress';
import { openRunStore } from '../io/storage/runStore';
import { openStudyStore, studyKey, studyRunId } from '../io/storage/studyStore';
import { openWeightStore } from '../io/storage/weightStore';
import { createFakeLocks } from '../io/testing/fakeLocks';
import { study, type BackendSummary, type StudyEvent, type WorkerMessage } from '../protocol';
import type { CommandContext } from './context';
import { exportEncoder } from './exportEncoder';
import { createOutbox } from './outbox';
import { newSession } from './session';
import { checkedStudy, driveStudy } from './study';
import { resultOf, studyReport } from './studyReport';

/** Two runs of four steps on a tiny encoder; a checkpoint after every second. */
const grid = study.parse({
  schema: 'isoglot/study@1',
  name: 'Two strategies',
  base: {
    ...{ encoder: 'tiny-e5', data: 'isoglot-qa', languages: ['de', 'en'], evaluationLanguages: ['de', 'en'] },
    ...{ sourceDomains: ['food'], batchSize: 4, steps: 4, evaluateEvery: 2 },
  },
  strategies: [
    { name: 'X-X-mono', set: { strategy: 'X-X-mono' } },
    { name: 'X-Y', set: { strategy: 'X-Y' } },
  ],
  folds: [{ name: 'law', targetDomains: ['law'] }],
  seeds: [1],
});
const key = studyKey(grid.name);

let corpus: TokenizedCorpus;
let backend: BackendSummary;
let locks: ReturnType<typeof createFakeLocks>;

beforeAll(async () => {
  backend = await startTestBackend('wasm');
  corpus = await tokenizedMaterials();
});
beforeEach(() => {
  locks = createFakeLocks();
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('navigator', { locks });
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  const weights = await openWeightStore();
  for (const name of await weights.names()) await weights.remove(name);
});

/** A worker with everything open, and what it says; `hear` may answer. */
function tab(hear: (event: WorkerMessage, context: CommandContext) => void = () => undefined) {
  const said: WorkerMessage[] = [];
  const post = (message: WorkerMessage) => {
    said.push(message);
    hear(message, context);
  };
  const session = {
    ...newSession(),
    backend,
    encoder: corpus.material,
    data: corpus.data,
    tokenized: corpus,
  };
  const context: CommandContext = { session, outbox: createOutbox(post), post, wasmPaths: {} };
  const events = () => said.flatMap((message) => (message.type === 'study' ? [message.event] : []));
  return {
    context,
    said,
    states: () => events().flatMap((event) => (event.type === 'study-run' ? [event.state] : [])),
    go: (paused = false, keepEncoders = false) =>
      driveStudy(context, { type: 'run-study', study: grid, expected: {}, paused, keepEncoders }),
  };
}

/** A shared machine may be slow. */
const soon = (check: () => void) => vi.waitFor(check, 60_000);
const records = async () => (await (await openRunStore()).list()).records;
const isRun = (message: WorkerMessage, state: Extract<StudyEvent, { type: 'study-run' }>['state']) =>
  message.type === 'study' && message.event.type === 'study-run' && message.event.state === state;

describe('a study in the worker', () => {
  it('is made run by run, kept, and nothing of it is made twice', async () => {
    const first = tab();
    expect(await first.go()).toBe('done');
    expect(first.states()).toEqual(['begun', 'done', 'begun', 'done']);
    const kept = await records();
    expect(kept.map(({ status, step, checkpointStep }) => [status, step, checkpointStep])).toEqual([
      ['finished', 4, null],
      ['finished', 4, null],
    ]);
    expect([...(await (await openWeightStore()).names())]).toEqual([]);
    const stored = await (await openStudyStore()).get(key);
    expect(stored?.record.runs.map(({ id }) => studyRunId(key, id)).sort()).toEqual(
      kept.map(({ id }) => id).sort(),
    );
    const second = tab();
    expect(await second.go()).toBe('done');
    expect(second.states()).toEqual(['skipped', 'skipped']);
    expect((await checkedStudy(second.context, grid)).runs.map(({ done }) => done)).toEqual([true, true]);
  });

  it('is reported from what is kept of the runs that are done', async () => {
    const one = tab((message, { session }) => {
      if (isRun(message, 'done')) session.gate!.stop();
    });
    const [studies, runs] = await Promise.all([openStudyStore(), openRunStore()]);
    const report = () => drain(studyReport(key, studies, runs), (event) => said.push(event.label));
    const said: string[] = [];
    await expect(report()).rejects.toThrow(/No run of this study is done yet/);
    expect(await one.go()).toBe('left');
    const files = new Map(await report());
    expect(said).toEqual(['Reading the results', 'Reading the results', 'Writing the report']);
    expect(files.get('report.md')).toContain('1 of 2');
    // A line for each figure of the one run, under the head.
    const lines = files.get('tables/runs.csv')!.trim().split('\n').slice(1);
    expect(new Set(lines.map((line) => line.split(',').slice(0, 4).join()))).toEqual(
      new Set(['X-X-mono,none,law,1']),
    );
    expect([...files.keys()]).toContain('report.html');
  });

  it('is refused in a second tab while it goes on in the first, which loses nothing by it', async () => {
    const first = tab();
    const going = first.go(true);
    await soon(() => expect(first.said.some(({ type }) => type === 'paused')).toBe(true));
    await expect(tab().go()).rejects.toMatchObject({
      what: 'This study goes on in another tab.',
      remedy: 'Stop it there, or look on here.',
    });
    first.context.session.gate!.resume();
    expect(await going).toBe('done');
    expect(await records()).toHaveLength(2);
  });

  it('goes on after a crash where its last checkpoint stands, with the runs that were done', async () => {
    // Of the second run three steps, one after its checkpoint: there the worker dies.
    let pauses = 0;
    const dying = tab((message, { session }) => {
      if (isRun(message, 'begun') && dying.states().includes('done')) session.gate!.pause();
      if (message.type === 'paused' && ++pauses < 3) setTimeout(() => session.gate!.step());
    });
    void dying.go();
    await soon(() => expect(pauses).toBe(3));
    const before = await records();
    expect(before.map(({ status }) => status).sort()).toEqual(['finished', 'running']);
    locks.forget();
    const next = tab();
    expect(await next.go()).toBe('done');
    expect(next.states()).toEqual(['skipped', 'begun', 'done']);
    const again = next.said.flatMap((message) => (message.type === 'history' ? message.events : []));
    expect(again.find((event) => event.type === 'step')).toMatchObject({ step: 3 });
    const done = before.find(({ status }) => status === 'finished')!;
    expect((await records()).find(({ id }) => id === done.id)).toEqual(done);
  });

  it('takes over from a tab that has just gone, whose lock the browser frees a little later', async () => {
    const gone = tab();
    void gone.go(true);
    await soon(() => expect(gone.said.some(({ type }) => type === 'paused')).toBe(true));
    setTimeout(() => locks.forget(), 300);
    expect(await tab().go()).toBe('done');
  });

  it('waits with a result that the full disk does not take, and goes on when there is room', async () => {
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    const full = () =>
      put.mockImplementation(() => {
        throw new DOMException('full', 'QuotaExceededError');
      });
    const one = tab((message) => {
      if (isRun(message, 'done')) full();
    });
    const going = one.go();
    await soon(() => expect(one.states()).toContain('unkept'));
    // Still full: it asks again.
    one.context.session.gate!.resume();
    await soon(() => expect(one.states().filter((state) => state === 'unkept')).toHaveLength(2));
    expect((await records()).filter(({ status }) => status === 'finished')).toHaveLength(1);
    put.mockRestore();
    one.context.session.gate!.resume();
    expect(await going).toBe('done');
    expect((await records()).map(({ status }) => status)).toEqual(['finished', 'finished']);
    expect(one.states()).toEqual(['begun', 'done', 'begun', 'unkept', 'unkept', 'done']);
  });

  it('stopped while the disk is full, says that the result is lost, and keeps what is done', async () => {
    const put = vi.spyOn(IDBObjectStore.prototype, 'put');
    const one = tab((message, { session }) => {
      if (isRun(message, 'done'))
        put.mockImplementation(() => {
          throw new DOMException('full', 'QuotaExceededError');
        });
      if (isRun(message, 'unkept')) setTimeout(() => session.gate!.stop());
    });
    await expect(one.go()).rejects.toMatchObject({
      code: 'storage',
      remedy: expect.stringMatching(/Make room under Storage/) as string,
    });
    put.mockRestore();
    expect((await records()).filter(({ status }) => status === 'finished')).toHaveLength(1);
    expect(await tab().go()).toBe('done');
  });

  it('keeps the encoders that its runs train, if that is asked for', async () => {
    const one = tab();
    await one.go(false, true);
    expect((await (await openStudyStore()).get(key))?.keepEncoders).toBe(true);
    const [runs, weights] = await Promise.all([openRunStore(), openWeightStore()]);
    const kept = await records();
    expect([...(await weights.names())].sort()).toEqual(
      kept.map(({ id }) => `${id}.checkpoint-4.safetensors`).sort(),
    );
    for (const run of kept) {
      const { result } = await resultOf(run, runs);
      const archive = await exportEncoder(one.context.session, run.id, result, weights);
      // All tensors in float32, and the files beside them.
      expect(archive.size).toBeGreaterThan(4 * corpus.material.summary.parameters);
      expect(run.checkpointStep).toBeNull();
    }
  });

  it('drops the checkpoint of a run that was done when the worker died', async () => {
    await tab().go();
    const [done] = await records();
    const weights = await openWeightStore();
    await weights.write(`${done!.id}.checkpoint-4.safetensors`, new Uint8Array(1));
    await (await openRunStore()).put({ ...done!, checkpointStep: 4 });
    await tab().go();
    expect([...(await weights.names())]).toEqual([]);
    expect((await records()).map(({ checkpointStep }) => checkpointStep)).toEqual([null, null]);
  });

  it('is not made on an encoder or data that it does not name', async () => {
    const one = tab();
    one.context.session.data = {
      ...corpus.data,
      summary: { ...corpus.data.summary, name: 'other', source: undefined },
    };
    await expect(one.go()).rejects.toMatchObject({
      what: 'The study is of isoglot-qa, but other is open.',
      where: 'base.data',
    });
    expect(await (await openStudyStore()).get(key)).toBeNull();
  });
});
