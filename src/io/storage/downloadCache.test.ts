import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DownloadPlan } from '../../protocol/keptDownloads';
import { openNodeTree } from '../nodeTree';
import { createMemoryTree } from '../testing/memoryTree';
import { createDownloadCache, type DownloadCache } from './downloadCache';

const bytes = (text: string) => new TextEncoder().encode(text);
const file = (path: string, size: number, validator: string | null = null) => ({
  path,
  size,
  sha256: null,
  gitOid: null,
  validator,
});
const plan: DownloadPlan = {
  key: 'nano@1',
  name: 'nano',
  origin: { kind: 'address', url: 'https://example.org/nano/' },
  licence: null,
  files: [file('config.json', 2), file('1_Pooling/config.json', 3), file('model.safetensors', 5, '"a"')],
};
/** SHA-256 of nothing that is looked at. */
const DIGEST = '0'.repeat(64);

async function put(cache: DownloadCache, path: string, text: string): Promise<void> {
  const writer = await cache.append(plan.key, path, 0);
  await writer.write(bytes(text));
  await writer.close();
  await cache.finish(plan.key, path, { size: text.length, sha256: DIGEST });
}

describe('kept encoders', () => {
  it('are listed with what is there of them', async () => {
    const cache = createDownloadCache(createMemoryTree());
    await cache.begin(plan);
    await put(cache, 'config.json', '{}');
    const [kept] = await cache.list();
    expect(kept).toMatchObject({ key: plan.key, name: 'nano', plan, total: 10, complete: false });
    expect(Object.fromEntries(await cache.progress(plan))).toEqual({
      'config.json': { bytes: 2, done: true },
      '1_Pooling/config.json': { bytes: 0, done: false },
      'model.safetensors': { bytes: 0, done: false },
    });
  });

  it('open whole only, by paths below their name', async () => {
    const cache = createDownloadCache(createMemoryTree());
    await cache.begin(plan);
    await put(cache, 'config.json', '{}');
    await expect(cache.open(plan.key)).rejects.toMatchObject({ code: 'storage' });
    await put(cache, '1_Pooling/config.json', '{ }');
    await put(cache, 'model.safetensors', '12345');
    const { files } = await cache.open(plan.key);
    expect(files.map(({ path, size }) => [path, size])).toEqual([
      ['nano/config.json', 2],
      ['nano/1_Pooling/config.json', 3],
      ['nano/model.safetensors', 5],
    ]);
    expect(await files[1]!.bytes()).toEqual(bytes('{ }'));
  });

  it('let go what a new plan of the same address no longer has', async () => {
    const cache = createDownloadCache(createMemoryTree());
    await cache.begin(plan);
    await put(cache, 'config.json', '{}');
    await put(cache, 'model.safetensors', '12345');
    const next = { ...plan, files: [...plan.files.slice(0, 2), file('model.safetensors', 5, '"b"')] };
    const expected = {
      'config.json': { bytes: 2, done: true },
      'model.safetensors': { bytes: 0, done: false },
    };
    expect(Object.fromEntries(await cache.progress(next))).toMatchObject(expected);
    await cache.begin(next);
    expect(Object.fromEntries(await cache.progress(next))).toMatchObject(expected);
  });

  it('with a torn manifest can be deleted, and planned again', async () => {
    const tree = createMemoryTree();
    const cache = createDownloadCache(tree);
    await cache.begin(plan);
    await put(cache, 'config.json', '{}');
    await tree.replace(plan.key, 'isoglot-manifest.json', bytes('{"schema": "isoglot/kept'));
    expect(await cache.list()).toMatchObject([{ key: plan.key, plan: null, complete: false, total: null }]);
    await expect(cache.open(plan.key)).rejects.toMatchObject({ code: 'storage' });
    await cache.begin(plan);
    expect(await cache.list()).toMatchObject([{ plan, complete: false }]);
    // Whose part it was is not known any more, and no digest would tell.
    expect((await cache.progress(plan)).get('config.json')).toEqual({ bytes: 0, done: false });
    await cache.remove(plan.key);
    expect(await cache.list()).toEqual([]);
  });

  it('whose file has gone say so', async () => {
    const tree = createMemoryTree();
    const cache = createDownloadCache(tree);
    await cache.begin({ ...plan, files: [plan.files[0]!] });
    await put(cache, 'config.json', '{}');
    const { files } = await cache.open(plan.key);
    await tree.removeFolder(plan.key);
    await expect(files[0]!.bytes()).rejects.toMatchObject({ where: 'nano/config.json' });
  });
});

it('names a cache folder that cannot be used', async () => {
  const path = join(mkdtempSync(join(tmpdir(), 'isoglot-cache-')), 'file');
  writeFileSync(path, '');
  const cache = createDownloadCache(openNodeTree(path));
  await expect(cache.begin(plan)).rejects.toMatchObject({
    code: 'storage',
    remedy: 'Check its permissions, or name another folder in ISOGLOT_CACHE.',
  });
});
