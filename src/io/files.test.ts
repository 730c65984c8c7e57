import { mkdtempSync, rmSync, mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fetchFile } from './fetchFile';
import { decodeText, fileFromBlob, fileFromBytes, fileStem, topFolder } from './files';
import { parseJson } from './json';
import { readDirectory, readTextFile } from './nodeFiles';
import { sha256, sha256OfParts } from './sha256';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('paths', () => {
  it('finds the folder that all files share', () => {
    const at = (path: string) => fileFromBytes(path, new Uint8Array());
    expect(topFolder([at('a/x'), at('a/b/y')])).toBe('a');
    expect(topFolder([at('a/x'), at('ab/y')])).toBeNull();
    expect(topFolder([at('x')])).toBeNull();
    expect(fileStem('data/zh-Hant.json')).toBe('zh-Hant');
  });
});

describe('decodeText', () => {
  it('removes a byte order mark', () => {
    expect(decodeText(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]), 'f')).toBe('a');
  });

  it('names the first byte that is not UTF-8', () => {
    const bytes = new Uint8Array([...bytesOf('Größe'), 0xff, 0x61]);
    expect(() => decodeText(bytes, 'f.json')).toThrow('f.json: byte 7: the text is not UTF-8.');
    expect(() => decodeText(new Uint8Array([0x61, 0xc3]), 'f.json')).toThrow('f.json: byte 2');
    expect(() => decodeText(new Uint8Array([0xff, 0xfe, 0x61, 0]), 'f.json')).toThrow('UTF-16');
  });
});

describe('parseJson', () => {
  it.each([
    ['', 'line 1, column 1: the file is empty'],
    ['<!DOCTYPE html>', 'line 1, column 1: this is not JSON: it breaks at "<!DOCTYPE ht"'],
    ['{"a": 1,\n "b": tru}', 'line 2, column 7'],
    ['{"a": [1, 2,]}', 'line 1, column 13'],
    ['{"a": "x\ny"}', 'line 1, column 7'],
    ['{"a": 1', 'line 1, column 8: this is not JSON: the file ends too early'],
    ['{"a" 1}', 'line 1, column 6'],
    ['[1}', 'line 1, column 3'],
    ['{} {}', 'line 1, column 4'],
    ["{'a': 1}", 'line 1, column 2'],
  ])('points at the fault of %j', (text, words) => {
    expect(() => parseJson(text, 'f.json')).toThrow(words);
  });

  it('reads JSON', () => {
    expect(parseJson(' {"a": [1, "\\u00e9", null]} ', 'f.json')).toEqual({ a: [1, 'é', null] });
  });
});

describe('sha256', () => {
  it('gives the published digest of "abc" (FIPS 180-4)', async () => {
    expect(await sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('does not mind the order of parts, but their names and content', async () => {
    const digest = (...parts: [string, string][]) => sha256OfParts(new Map(parts));
    const one = await digest(['a', '1'], ['b', '2']);
    expect(await digest(['b', '2'], ['a', '1'])).toBe(one);
    expect(await digest(['a', '2'], ['b', '1'])).not.toBe(one);
  });
});

describe('fileFromBlob', () => {
  it('reads a blob only when asked', async () => {
    const file = fileFromBlob('a/b.txt', new Blob(['hello']));
    expect(file.size).toBe(5);
    expect(decodeText(await file.bytes(), file.path)).toBe('hello');
  });

  it('says that a file has vanished', async () => {
    const blob = new Blob(['x']);
    blob.arrayBuffer = () => Promise.reject(new DOMException('gone', 'NotFoundError'));
    await expect(fileFromBlob('a.txt', blob).bytes()).rejects.toThrow('Choose it again.');
  });
});

describe('readDirectory', () => {
  const folder = mkdtempSync(join(tmpdir(), 'isoglot-'));
  mkdirSync(join(folder, 'b'));
  writeFileSync(join(folder, 'z.json'), '{}');
  writeFileSync(join(folder, 'b', 'a.json'), '[]');
  writeFileSync(join(folder, '.hidden'), '');

  it('lists visible files under the name of the folder', async () => {
    const files = await readDirectory(folder);
    const name = basename(folder);
    expect(files.map(({ path, size }) => [path, size])).toEqual([
      [`${name}/b/a.json`, 2],
      [`${name}/z.json`, 2],
    ]);
    expect(await files[0]!.bytes()).toEqual(bytesOf('[]'));
  });

  it('takes a single file', async () => {
    expect((await readDirectory(join(folder, 'z.json'))).map(({ path }) => path)).toEqual(['z.json']);
  });

  it('says that a folder is empty', async () => {
    const empty = mkdtempSync(join(tmpdir(), 'isoglot-'));
    await expect(readDirectory(empty)).rejects.toThrow(`${empty}: the folder is empty.`);
  });

  it('reads one text, or says why not', async () => {
    writeFileSync(join(folder, 'b', 'bom.txt'), '\ufeffx');
    expect(await readTextFile(join(folder, 'b', 'bom.txt'))).toBe('x');
    rmSync(join(folder, 'b', 'bom.txt'));
    await expect(readTextFile(folder)).rejects.toThrow(`${folder}: this is a folder, not a file.`);
    await expect(readTextFile(join(folder, 'z.json', 'x'))).rejects.toThrow('there is no such file');
    await expect(readTextFile('x'.repeat(5000))).rejects.toThrow('the path is too long');
  });

  it('refuses a text that no string can hold before it reads it', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'isoglot-')), 'large.json');
    writeFileSync(path, '');
    truncateSync(path, 2 ** 29);
    await expect(readTextFile(path)).rejects.toMatchObject({
      code: 'bad-file',
      message: expect.stringContaining('536,870,912 bytes') as string,
    });
  });

  it('says which path does not exist', async () => {
    await expect(readDirectory('no/such/place')).rejects.toThrow('no/such/place: there is no such file');
  });
});

describe('fetchFile', () => {
  afterEach(() => vi.unstubAllGlobals());
  const answer = (response: Response) => vi.stubGlobal('fetch', () => Promise.resolve(response));

  it('reports bytes as they come', async () => {
    answer(new Response('hello', { headers: { 'content-length': '5' } }));
    const seen: [number, number | null][] = [];
    const file = await fetchFile('http://x/y.json', 'y.json', (done, total) => seen.push([done, total]));
    expect(decodeText(await file.bytes(), 'y.json')).toBe('hello');
    expect(seen.at(0)).toEqual([0, 5]);
    expect(seen.at(-1)).toEqual([5, 5]);
  });

  it('does not take a packed length for the size', async () => {
    answer(new Response('hello', { headers: { 'content-length': '3', 'content-encoding': 'gzip' } }));
    const totals: (number | null)[] = [];
    await fetchFile('http://x/y.json', 'y.json', (_, total) => totals.push(total));
    expect(new Set(totals)).toEqual(new Set([null]));
  });

  it('names the path that cannot be had', async () => {
    answer(new Response('', { status: 404, statusText: 'Not Found' }));
    await expect(fetchFile('http://x/data/y.json', 'y.json')).rejects.toThrow(
      '/data/y.json: the server answered 404 Not Found.',
    );
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(fetchFile('http://x/data/y.json', 'y.json')).rejects.toMatchObject({ code: 'network' });
  });

  it('notices a download that stops early', async () => {
    answer(new Response('hel', { headers: { 'content-length': '5' } }));
    await expect(fetchFile('http://x/y.json', 'y.json')).rejects.toThrow('3 of 5 bytes');
  });

  it('tells a cancelled download from a failed one', async () => {
    const stop = new AbortController();
    stop.abort();
    vi.stubGlobal('fetch', () => Promise.reject(new DOMException('aborted', 'AbortError')));
    await expect(fetchFile('http://x/y', 'y', undefined, stop.signal)).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
