import { describe, expect, it } from 'vitest';
import type { DownloadPlan } from '../protocol';
import { createFakeWorker } from './fakeWorker';
import { createFetcher, hubOf, type FetcherEvent } from './fetcher';

const HUB = 'https://hub.example';
const plan: DownloadPlan = {
  key: 'a--b@0',
  name: 'b',
  origin: { kind: 'hub', hub: HUB, id: 'a/b', revision: 'main', commit: '0'.repeat(40) },
  licence: null,
  files: [{ path: 'config.json', size: 1, sha256: null, gitOid: null, validator: null }],
};

/** A fetcher whose workers plan, and download until they are told otherwise. */
function setUp() {
  const workers: ReturnType<typeof createFakeWorker>[] = [];
  const fetcher = createFetcher(() => {
    const fake = createFakeWorker(({ type }: { type: string }) => {
      if (type === 'plan-encoder') return { plan, kept: {}, complete: false };
      return type === 'cancel-download' ? null : undefined;
    });
    workers.push(fake);
    return fake.worker;
  }, HUB);
  const events: FetcherEvent[] = [];
  fetcher.subscribe((event) => events.push(event));
  return { fetcher, workers, events };
}

describe('the fetcher', () => {
  it('starts no worker before it is asked, and looks ids up on its hub', async () => {
    const { fetcher, workers } = setUp();
    await fetcher.cancel('encoder');
    expect(workers).toHaveLength(0);
    expect((await fetcher.plan('a/b', null)).plan).toEqual(plan);
    expect(workers[0]!.heard).toEqual([{ type: 'plan-encoder', place: 'a/b', revision: null, hub: HUB }]);
  });

  it('hands progress on', async () => {
    const { fetcher, workers, events } = setUp();
    await fetcher.plan('a/b', null);
    const progress = [
      { type: 'progress', task: 't', label: 'b', done: 1, total: 2, unit: 'bytes', secondsLeft: null },
    ];
    workers[0]!.say({ type: 'progress', progress });
    workers[0]!.say({ type: 'settled', task: 't' });
    expect(events).toEqual([
      { type: 'progress', progress },
      { type: 'settled', task: 't' },
    ]);
  });

  it('says when its worker died, and starts another for the next call', async () => {
    const { fetcher, workers } = setUp();
    const lost = expect(fetcher.download(plan)).rejects.toMatchObject({
      code: 'worker-crashed',
      remedy: 'Try again: what came in is kept.',
    });
    workers[0]!.crash('out of memory');
    await lost;
    expect(workers[0]!.isTerminated()).toBe(true);
    await fetcher.plan('a/b', null);
    expect(workers).toHaveLength(2);
  });
});

it.each([
  ['', HUB],
  ['?hub=http://mirror.example:8080/', 'http://mirror.example:8080'],
  ['?hub=javascript:alert(1)', HUB],
  ['?hub=https://', HUB],
])('takes the hub of "%s" to be %s', (search, hub) => {
  expect(hubOf(search, HUB)).toBe(hub);
});
