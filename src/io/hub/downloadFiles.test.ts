import { createHash } from 'node:crypto';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DownloadPlan } from '../../protocol/keptDownloads';
import { readEncoderDirectory } from '../encoderDirectory';
import { openNodeTree } from '../nodeTree';
import { createDownloadCache, type DownloadCache } from '../storage/downloadCache';
import { createMemoryTree } from '../testing/memoryTree';
import { encoderContents, hubRepository } from '../testing/hubRepositories';
import { startHubServer, type HubRepository, type HubServer } from '../testing/hubServer';
import { repositoryFiles } from '../testing/textFiles';
import { downloadFiles, type DownloadOptions } from './downloadFiles';
import { planEncoder } from './planEncoder';

const TINY = 'fixtures/encoders/tiny-xlmr';
const ID = 'lab/tiny-xlmr';
const WEIGHTS = 'model.safetensors';

let hub: HubServer;
let repository: HubRepository;
let plan: DownloadPlan;
beforeAll(async () => void (hub = await startHubServer()));
afterAll(() => hub.close());
beforeEach(async () => {
  repository = await hubRepository(TINY, ID);
  hub.repositories.set(ID, repository);
  hub.faults.clear();
  plan = await planEncoder({ kind: 'hub', id: ID, revision: null }, hub.url);
  hub.log.length = 0;
});

/** Downloads to the end; gives how far it was after each piece. */
async function download(cache: DownloadCache, options: DownloadOptions = {}, of = plan): Promise<number[]> {
  const seen: number[] = [];
  for await (const bytes of downloadFiles(of, cache, { waits: [], ...options })) seen.push(bytes);
  return seen;
}

const trees = {
  memory: createMemoryTree,
  'a folder': () => openNodeTree(mkdtempSync(join(tmpdir(), 'isoglot-cache-'))),
};

describe.each(Object.entries(trees))('a download into %s', (_, createTree) => {
  let cache: DownloadCache;
  beforeEach(() => void (cache = createDownloadCache(createTree())));

  it('gives the very encoder, and tells how far it is', async () => {
    const seen = await download(cache);
    const total = plan.files.reduce((sum, { size }) => sum + size!, 0);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(total);
    const { files, plan: kept } = await cache.open(plan.key);
    expect(kept).toEqual(plan);
    const [there, here] = [
      await readEncoderDirectory(files),
      await readEncoderDirectory(await repositoryFiles(TINY)),
    ];
    expect(there.sha256).toBe(here.sha256);
    expect(there.definition).toEqual(here.definition);
    expect(await cache.list()).toMatchObject([{ key: plan.key, name: 'tiny-xlmr', total, complete: true }]);
  });

  it('asks for nothing again that is there', async () => {
    await download(cache);
    hub.log.length = 0;
    await download(cache);
    expect(hub.log).toEqual([]);
  });

  it('goes on within a file after a break, and by itself where it may try again', async () => {
    hub.faults.set(WEIGHTS, { breakAfter: 70_000, times: 1 });
    await expect(download(cache)).rejects.toMatchObject({
      code: 'network',
      where: `${ID}/${WEIGHTS}`,
    });
    const { bytes } = (await cache.progress(plan)).get(WEIGHTS)!;
    expect(bytes).toBeGreaterThan(0);
    expect(await cache.list()).toMatchObject([{ complete: false }]);
    await expect(cache.open(plan.key)).rejects.toThrow(/not kept, or not whole/);
    hub.log.length = 0;
    hub.faults.set(WEIGHTS, { breakAfter: 10_000, times: 1 });
    await download(cache, { waits: [1] });
    const ranges = hub.log.map((line) => /^GET model\.safetensors bytes=(\d+)-$/.exec(line)?.[1]);
    expect(ranges[0]).toBe(String(bytes));
    expect(Number(ranges[1])).toBeGreaterThanOrEqual(bytes);
    expect(ranges).toHaveLength(2);
    expect(await cache.read(plan.key, WEIGHTS)).toEqual(repository.files.get(WEIGHTS));
  });

  it('keeps what came in when it is cancelled', async () => {
    const cancel = new AbortController();
    hub.faults.set(WEIGHTS, { slow: 20, times: 1 });
    const cancelled = (async () => {
      for await (const bytes of downloadFiles(plan, cache, { signal: cancel.signal }))
        if (bytes > 120_000) cancel.abort();
    })();
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    expect((await cache.progress(plan)).get(WEIGHTS)).toMatchObject({ done: false });
    await download(cache);
    expect(await cache.read(plan.key, WEIGHTS)).toEqual(repository.files.get(WEIGHTS));
  });

  it('begins a file anew where the server knows no ranges', async () => {
    hub.faults.set(WEIGHTS, { breakAfter: 70_000, times: 1 });
    await expect(download(cache)).rejects.toThrow();
    hub.faults.set(WEIGHTS, { noRanges: true, times: 1 });
    await download(cache);
    expect(await cache.read(plan.key, WEIGHTS)).toEqual(repository.files.get(WEIGHTS));
  });

  it.each([
    [WEIGHTS, 'SHA-256'],
    ['tokenizer.json', 'Git id'],
  ])('lets a damaged %s go by its %s, and gets a good one', async (file, kind) => {
    hub.faults.set(file, { corrupt: true, times: 1 });
    await expect(download(cache)).rejects.toMatchObject({
      code: 'bad-file',
      what: expect.stringContaining(`its ${kind} is`) as string,
      where: `${ID}/${file}`,
    });
    expect((await cache.progress(plan)).get(file)).toEqual({ bytes: 0, done: false });
    await download(cache);
    expect(await cache.read(plan.key, file)).toEqual(repository.files.get(file));
  });

  it('is deleted without a trace', async () => {
    await download(cache);
    await cache.remove(plan.key);
    expect(await cache.list()).toEqual([]);
    await expect(cache.open(plan.key)).rejects.toMatchObject({ code: 'storage' });
  });
});

describe('a download from an address', () => {
  const address = () => planEncoder({ kind: 'address', url: `${hub.url}/plain/tiny/` }, hub.url);
  let cache: DownloadCache;
  beforeEach(async () => {
    cache = createDownloadCache(createMemoryTree());
    for (const [path, bytes] of await encoderContents(TINY)) hub.plain.set(`/plain/tiny/${path}`, bytes);
  });

  it('notes the digests that nobody told', async () => {
    const planned = await address();
    await download(cache, {}, planned);
    const { files } = await cache.open(planned.key);
    expect((await readEncoderDirectory(files)).sha256).toBe(
      (await readEncoderDirectory(await repositoryFiles(TINY))).sha256,
    );
  });

  it('does not join parts of two versions of a file', async () => {
    const planned = await address();
    hub.faults.set(WEIGHTS, { breakAfter: 70_000, times: 1 });
    await expect(download(cache, {}, planned)).rejects.toThrow();
    const other = hub.plain.get(`/plain/tiny/${WEIGHTS}`)!.map((byte) => byte ^ 1);
    hub.plain.set(`/plain/tiny/${WEIGHTS}`, other);
    const again = await address();
    expect(again.key).toBe(planned.key);
    await download(cache, {}, again);
    expect(await cache.read(again.key, WEIGHTS)).toEqual(other);
  });

  it('says what has become of a file that is gone', async () => {
    const planned = await address();
    hub.plain.delete(`/plain/tiny/${WEIGHTS}`);
    await expect(download(cache, {}, planned)).rejects.toMatchObject({
      code: 'bad-encoder',
      where: `${hub.url}/plain/tiny/${WEIGHTS}`,
    });
  });
});

it('says that the storage is full, and goes on when there is room', async () => {
  const tree = createMemoryTree();
  let room = false;
  const cache = createDownloadCache({
    ...tree,
    append: async (...where) => {
      const writer = await tree.append(...where);
      const full = new DOMException('no room', 'QuotaExceededError');
      return { ...writer, write: (bytes) => (room ? writer.write(bytes) : Promise.reject(full)) };
    },
  });
  await expect(download(cache)).rejects.toThrow('no room');
  room = true;
  await download(cache);
  expect(await cache.list()).toMatchObject([{ complete: true }]);
});

it('puts a file together from whatever ranges come in', async () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 6000 }), sizes, async (content, breaks) => {
      const file = {
        path: WEIGHTS,
        size: content.length,
        sha256: createHash('sha256').update(content).digest('hex'),
        gitOid: null,
        validator: null,
      };
      const small = { ...plan, files: [file] };
      const cache = createDownloadCache(createMemoryTree());
      const ends = [...breaks];
      /** A server whose line drops after so many bytes, each time elsewhere. */
      const broken: typeof fetch = async (_, init) => {
        const range = new Headers(init?.headers).get('range');
        const start = Number(/\d+/.exec(range ?? '0')![0]);
        const end = Math.min(content.length, start + (ends.shift() ?? content.length));
        let at = start;
        const body = new ReadableStream({
          pull(controller) {
            if (at < end) controller.enqueue(content.slice(at, (at = Math.min(end, at + 700))));
            else if (end < content.length) controller.error(new TypeError('the line dropped'));
            else controller.close();
          },
        });
        return new Response(body, { status: range ? 206 : 200 });
      };
      const tries = { fetch: broken, waits: breaks.map(() => 0) };
      const seen = await download(cache, tries, small);
      expect(seen.at(-1)).toBe(content.length);
      expect(await cache.read(small.key, WEIGHTS)).toEqual(content);
    }),
    { numRuns: 60 },
  );
});
