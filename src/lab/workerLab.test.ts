import { describe, expect, it, vi } from 'vitest';
import { defaultConfiguration, study, type Command, type Study } from '../protocol';
import { createFakeWorker } from './fakeWorker';
import type { LabEvent } from './lab';
import { createWorkerLab } from './workerLab';

const backendSummary = (used: 'webgpu' | 'wasm') => ({
  requested: 'auto',
  used,
  reason: 'a test',
  adapter: null,
  threads: 1,
});
const encoderSummary = {
  name: 'tiny',
  sha256: 'e',
  revision: null,
  parameters: 1,
  vocabulary: 1,
  dimensions: 1,
  layers: 1,
  bytes: 1,
};
const GPU_LOST = { code: 'gpu-lost', what: 'The GPU went away.' };

/** A lab whose workers answer everything but `train`, which waits until a test ends it. */
function setUp(trainAnswers: ((index: number) => unknown) | null = null) {
  const workers: ReturnType<typeof createFakeWorker>[] = [];
  const events: LabEvent[] = [];
  const lab = createWorkerLab(() => {
    const index = workers.length;
    const answer = (command: Command) => {
      if (command.type === 'start') return backendSummary(command.backend === 'wasm' ? 'wasm' : 'webgpu');
      if (command.type === 'open-encoder') return encoderSummary;
      if (command.type === 'train') return trainAnswers?.(index);
      return null;
    };
    const fake = createFakeWorker(answer);
    workers.push(fake);
    return fake.worker;
  }, 'http://localhost/');
  lab.subscribe((event) => events.push(event));
  return { lab, workers, events };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));
const typesHeard = (worker: ReturnType<typeof createFakeWorker>) =>
  worker.heard.map((command) => command.type);

describe('the lab', () => {
  it('answers a command with the parsed reply', async () => {
    const { lab } = setUp();
    await expect(lab.start('auto')).resolves.toMatchObject({ used: 'webgpu' });
  });

  it('rejects a refused command with the worker’s problem', async () => {
    const fake = createFakeWorker(() => new Error('de.json is not JSON'));
    const lab = createWorkerLab(() => fake.worker, 'http://localhost/');
    await expect(lab.start('auto')).rejects.toMatchObject({ code: 'bad-file', what: 'de.json is not JSON' });
  });

  it('rejects an answer that does not fit the schema instead of passing it on', async () => {
    const fake = createFakeWorker((command) => (command.type === 'start' ? { used: 'abacus' } : null));
    const lab = createWorkerLab(() => fake.worker, 'http://localhost/');
    await expect(lab.start('auto')).rejects.toThrow();
  });

  /** A lab whose second worker ends the study that the first was at. */
  async function studying() {
    const workers: ReturnType<typeof createFakeWorker>[] = [];
    const lab = createWorkerLab(() => {
      const first = workers.length === 0;
      const fake = createFakeWorker((command) => {
        if (command.type === 'start') return backendSummary('wasm');
        if (command.type === 'run-study') return first ? undefined : 'left';
        return null;
      });
      workers.push(fake);
      return fake.worker;
    }, 'http://localhost/');
    await lab.start('auto');
    const grid = study.parse({
      ...{ schema: 'isoglot/study@1', name: 'S', strategies: [{ name: 'X-Y' }], seeds: [1] },
    });
    const work = lab.runStudy(grid, { a: 1 }, { paused: false, keepEncoders: false });
    await settle();
    return { lab, workers, work };
  }

  it('goes on with a study on a new worker, paused if it was', async () => {
    const { lab, workers, work } = await studying();
    await lab.pause();
    workers[0]!.say({ type: 'fatal', problem: GPU_LOST });
    await expect(work).resolves.toBe('left');
    expect(workers[1]!.heard.at(-1)).toMatchObject({ type: 'run-study', expected: { a: 1 }, paused: true });
  });

  it('stops on a new worker what the old one was to stop when it died', async () => {
    const { lab, workers, work } = await studying();
    await lab.stop();
    workers[0]!.crash('out of memory');
    await expect(work).resolves.toBe('left');
    expect(typesHeard(workers[1]!)).toEqual(['start', 'run-study', 'stop']);
    // The next one is not to be stopped.
    await lab.runStudy(
      (workers[1]!.heard[1] as { study: Study }).study,
      {},
      { paused: false, keepEncoders: false },
    );
    expect(typesHeard(workers[1]!).at(-1)).toBe('run-study');
  });

  it('goes on with a run on a new worker when the GPU is lost, with the same encoder open', async () => {
    const { lab, workers, events } = setUp((index) => (index === 0 ? undefined : null));
    await lab.start('auto');
    await lab.openEncoder({ kind: 'bundled', name: 'tiny' });
    const run = lab.train('run-1', defaultConfiguration, { resume: false, paused: false });
    await settle();
    workers[0]!.say({ type: 'fatal', problem: GPU_LOST });
    await run;
    expect(workers).toHaveLength(2);
    expect(workers[0]!.isTerminated()).toBe(true);
    expect(typesHeard(workers[1]!)).toEqual(['start', 'open-encoder', 'train']);
    expect(workers[1]!.heard.at(-1)).toMatchObject({ type: 'train', runId: 'run-1', resume: true });
    expect(events).toContainEqual(expect.objectContaining({ type: 'fault', problem: GPU_LOST }));
  });

  it('opens further data sets again on a new worker, and tells of one that has changed meanwhile', async () => {
    const workers: ReturnType<typeof createFakeWorker>[] = [];
    const events: LabEvent[] = [];
    const summary = { name: '', sha256: '', format: '', languages: [], domains: [] };
    const none = { queries: {}, candidates: {}, questionsPerDomain: {}, warnings: [] };
    const lab = createWorkerLab(() => {
      const isFirst = workers.length === 0;
      const fake = createFakeWorker((command) => {
        if (command.type === 'start') return backendSummary('wasm');
        if (command.type !== 'open-further') return null;
        const [file] = command.source.kind === 'files' ? command.source.files : [];
        if (file?.path === 'b' && !isFirst) return new Error('b has changed');
        return { data: file?.path, format: 'auto', summary: { ...summary, ...none }, pairs: {} };
      });
      workers.push(fake);
      return fake.worker;
    }, 'http://localhost/');
    lab.subscribe((event) => events.push(event));
    await lab.start('auto');
    const source = (path: string) => ({ kind: 'files' as const, files: [{ path, blob: new Blob() }] });
    for (const path of ['a', 'b', 'c']) await lab.openFurther(source(path), 'auto', []);
    workers[0]!.say({ type: 'fatal', problem: GPU_LOST });
    await vi.waitFor(() => expect(events.at(-1)?.type).toBe('backend'));
    expect(typesHeard(workers[1]!)).toEqual(['start', 'open-further', 'open-further', 'open-further']);
    const lost = events.filter((event) => event.type === 'further-lost');
    expect(lost).toMatchObject([{ set: { data: 'b' }, problem: { what: 'b has changed' } }]);
  });

  it('gives WebGPU up for wasm at the second loss', async () => {
    const { lab, workers } = setUp((index) => (index < 2 ? undefined : null));
    await lab.start('webgpu');
    const run = lab.train('run-1', defaultConfiguration, { resume: false, paused: false });
    await settle();
    workers[0]!.say({ type: 'fatal', problem: GPU_LOST });
    await settle();
    workers[1]!.say({ type: 'fatal', problem: GPU_LOST });
    await run;
    const starts = workers.map((worker) => worker.heard[0]);
    expect(starts.map((c) => c?.type === 'start' && c.backend)).toEqual(['webgpu', 'webgpu', 'wasm']);
  });

  it('gives up after a row of faults and says so', async () => {
    const { lab, workers, events } = setUp(() => undefined);
    await lab.start('auto');
    const run = lab.train('run-1', defaultConfiguration, { resume: false, paused: false });
    const outcome = expect(run).rejects.toMatchObject({ code: 'gpu-lost' });
    for (let fault = 0; fault < 5; fault++) {
      await settle();
      workers.at(-1)!.say({ type: 'fatal', problem: GPU_LOST });
    }
    await outcome;
    expect(events.at(-1)).toEqual({ type: 'fault', problem: GPU_LOST, recovering: null });
  });

  it('starts paused again when the run was paused', async () => {
    const { lab, workers } = setUp((index) => (index === 0 ? undefined : null));
    await lab.start('auto');
    const run = lab.train('run-1', defaultConfiguration, { resume: false, paused: false });
    await lab.pause();
    workers[0]!.crash('out of memory');
    await run;
    expect(workers[1]!.heard.at(-1)).toMatchObject({ type: 'train', paused: true, resume: true });
  });

  it('hears nothing more from a worker that was replaced', async () => {
    const { lab, workers, events } = setUp();
    await lab.start('auto');
    await lab.start('wasm');
    events.length = 0;
    workers[0]!.say({ type: 'settled', task: 'old' });
    expect(events).toEqual([]);
  });
});
