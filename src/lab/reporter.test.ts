import { describe, expect, it, vi } from 'vitest';
import { createFakeWorker } from './fakeWorker';
import { createReporter } from './reporter';

/** A reporter whose workers answer alike. */
function setUp(answer: () => unknown) {
  const workers: ReturnType<typeof createFakeWorker>[] = [];
  const reporter = createReporter(() => {
    const fake = createFakeWorker(answer);
    workers.push(fake);
    return fake.worker;
  });
  return { reporter, workers };
}

const progress = {
  ...{ type: 'progress', task: 'report', label: 'Reading', done: 1, total: 2, unit: 'runs' },
  secondsLeft: null,
};

describe('the reporter', () => {
  it('gives the files by path, tells how far it is, and leaves no worker behind', async () => {
    const { reporter, workers } = setUp(() => [['report.md', '# Study']]);
    const hear = vi.fn();
    const report = reporter.studyReport('s', hear);
    workers[0]!.say({ type: 'progress', progress: [progress] });
    expect(await report).toEqual(new Map([['report.md', '# Study']]));
    expect(hear.mock.calls).toEqual([[progress]]);
    expect(workers[0]!.heard).toEqual([{ type: 'study-report', key: 's' }]);
    expect(workers[0]!.isTerminated()).toBe(true);
  });

  it('is cancelled by word, and by another report', async () => {
    const { reporter, workers } = setUp(() => undefined);
    const first = reporter.studyReport('s', vi.fn());
    const second = reporter.studyReport('s', vi.fn());
    await expect(first).rejects.toMatchObject({ code: 'cancelled' });
    reporter.cancel();
    await expect(second).rejects.toMatchObject({ code: 'cancelled' });
    expect(workers.map((worker) => worker.isTerminated())).toEqual([true, true]);
  });

  it('says so when its worker dies, and when there is nothing to report', async () => {
    const { reporter, workers } = setUp(() => undefined);
    const report = reporter.studyReport('s', vi.fn());
    workers[0]!.crash('out of memory');
    await expect(report).rejects.toMatchObject({ code: 'worker-crashed', what: 'out of memory' });
    const refusing = setUp(() => new Error('No run is done.'));
    await expect(refusing.reporter.studyReport('s', vi.fn())).rejects.toMatchObject({
      what: 'No run is done.',
    });
  });
});
