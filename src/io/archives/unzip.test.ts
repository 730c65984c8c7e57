import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { readCorpus } from '../datasets/readCorpus';
import { fileFromBytes, type InputFile } from '../files';
import {
  gzipFile,
  linesFile,
  repositoryFiles,
  squadFile,
  squadParagraph,
  textFile,
} from '../testing/textFiles';
import { unpackArchives } from './unzip';

const utf8 = (text: string) => new TextEncoder().encode(text);
const archive = (files: Record<string, string>, path = 'set.zip'): InputFile =>
  fileFromBytes(path, zipSync(Object.fromEntries(Object.entries(files).map(([n, text]) => [n, utf8(text)]))));

/** The archive with bytes written over at the place that `find` says. */
async function tampered(file: InputFile, find: (view: DataView) => number, values: number[]) {
  const bytes = new Uint8Array(await file.bytes());
  bytes.set(values, find(new DataView(bytes.buffer)));
  return fileFromBytes(file.path, bytes);
}

/** Offset of the first entry of the archive's list: PKWARE's APPNOTE, 4.3.16. */
const firstEntry = (view: DataView) => view.getUint32(view.byteLength - 22 + 16, true);

const unpackAll = async (file: InputFile) =>
  Promise.all((await unpackArchives([file])).map(async (inner) => [inner.path, await text(inner)]));
const text = async (file: InputFile) => new TextDecoder().decode(await file.bytes());

describe('ZIP archives', () => {
  it('unpacks files below a folder of the archive’s name, once', async () => {
    expect(await unpackAll(archive({ 'a.txt': 'A'.repeat(999), 'b/c.txt': '' }))).toEqual([
      ['set/a.txt', 'A'.repeat(999)],
      ['set/b/c.txt', ''],
    ]);
    expect(await unpackAll(archive({ 'set/a.txt': 'x' }, 'in/set.zip'))).toEqual([['in/set/a.txt', 'x']]);
  });

  it('leaves out folders, hidden files and what systems add', async () => {
    const files = { 'x/': '', '.DS_Store': '1', '__MACOSX/._a.txt': '1', 'a.txt': '1' };
    expect(await unpackAll(archive(files))).toEqual([['set/a.txt', '1']]);
  });

  it('gives the same corpus as the folder', async () => {
    const files = await repositoryFiles('fixtures/xquad-r-mini');
    const contents = await Promise.all(files.map(async (file) => [file.path, await text(file)] as const));
    const zip = archive(Object.fromEntries(contents), 'xquad-r-mini.zip');
    expect(await readCorpus([zip], 'auto')).toEqual(await readCorpus(files, 'auto'));
  });

  it('reads BEIR out of an archive', async () => {
    const zip = archive(
      {
        'corpus.jsonl': '{"_id": "d", "text": "A sun."}\n',
        'queries.jsonl': '{"_id": "q", "text": "What?"}\n',
        'qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq\td\t1\n',
      },
      'fiqa-pl.zip',
    );
    expect(await readCorpus([zip], 'auto')).toMatchObject({
      name: 'fiqa-pl',
      languages: ['pl'],
      relevant: [[0]],
    });
  });

  const good = archive({ 'a.txt': 'some text, some text' });
  it.each([
    [
      'cut off',
      async () => fileFromBytes('set.zip', (await good.bytes()).subarray(0, 60)),
      /set\.zip: .*cut off/,
    ],
    ['no zip', async () => textFile('set.zip', 'hello'), /set\.zip: .*no zip/],
    ['empty', async () => archive({}), /set\.zip: the archive holds no files/],
    ['leading out', async () => archive({ '../a.txt': '1' }), /set\.zip: \.\.\/a\.txt: the name leads out/],
    ['absolute', async () => archive({ '/etc/a.txt': '1' }), /the name leads out/],
    ['encrypted', () => tampered(good, (view) => firstEntry(view) + 8, [1]), /a\.txt: the file is encrypted/],
    ['another method', () => tampered(good, (view) => firstEntry(view) + 10, [12]), /method 12/],
    [
      'too large',
      () => tampered(good, (view) => firstEntry(view) + 24, [1, 0, 0, 0x80]),
      /2,147,483,649 bytes/,
    ],
    ['a bomb', () => tampered(good, (view) => firstEntry(view) + 24, [0, 0, 0, 0x10]), /cannot have/],
    ['a wrong checksum', () => tampered(good, (view) => firstEntry(view) + 16, [0, 0]), /it is damaged/],
    ['content elsewhere', () => tampered(good, (view) => firstEntry(view) + 42, [9]), /does not lie where/],
    ['a broken list', () => tampered(good, firstEntry, [0]), /breaks off after 0 of 1/],
  ])('refuses an archive that is bad: %s', async (_, make, says) => {
    const file = await make();
    await expect(unpackAll(file)).rejects.toMatchObject({
      code: 'bad-file',
      remedy: expect.any(String) as string,
    });
    await expect(unpackAll(file)).rejects.toThrow(says);
  });
});

describe('JSON packed with gzip', () => {
  const file = textFile('set/de.json', squadFile(squadParagraph(['Eins.', 'Zwei.'], [['q', 1]])));

  it('is the same as unpacked', async () => {
    expect(await readCorpus([await gzipFile(file)], 'auto')).toEqual(await readCorpus([file], 'auto'));
  });

  it('is refused when truncated', async () => {
    const packed = await gzipFile(file);
    const cut = fileFromBytes(packed.path, (await packed.bytes()).subarray(0, 40));
    await expect(readCorpus([cut], 'auto')).rejects.toThrow(
      /set\/de\.json\.gz: the gzip is damaged, truncated/,
    );
  });

  it('is refused beside the same file unpacked', async () => {
    await expect(readCorpus([file, await gzipFile(file)], 'auto')).rejects.toThrow(/has the same name/);
  });

  it('leaves JSON lines beside it to their own reader', async () => {
    const lines = await gzipFile(linesFile('own.en.jsonl', [{ query: 'Who?', passage: 'She.' }]));
    expect(await readCorpus([lines], 'auto')).toMatchObject({ format: 'jsonl', languages: ['en'] });
  });
});
