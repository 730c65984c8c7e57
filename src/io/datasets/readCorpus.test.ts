import { readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { DataFormat } from '../../protocol';
import type { InputFile } from '../files';
import { repositoryFiles, repositoryPath, squadFile, squadParagraph, textFile } from '../testing/textFiles';
import { readCorpus } from './readCorpus';

describe('readCorpus', () => {
  const xquad = textFile('en.json', squadFile(squadParagraph(['Yes.'], [['q', 0]])));
  const isoglot = textFile('law.json', {
    domain: 'law',
    paragraphs: [
      { id: 'p', sentences: { en: ['Yes.'] }, questions: [{ id: 'q', sentence: 0, text: { en: '?' } }] },
    ],
  });
  const { sentence_breaks: _, ...plain } = squadParagraph(['Yes.'], [['q', 0]]);

  it('leaves other files aside', async () => {
    const others = [
      textFile('README.md', '# hello'),
      textFile('index.json', { files: [{ path: 'en.json', bytes: 1 }] }),
    ];
    expect((await readCorpus([...others, xquad], 'auto')).passages.length).toBe(1);
  });

  it.each<[string, InputFile[], DataFormat, string]>([
    ['nothing', [], 'auto', 'no file was given'],
    [
      'no data files',
      [textFile('a.txt', 'x'), textFile('b.csv', 'y')],
      'auto',
      'none of the 2 files is one of a data set',
    ],
    [
      'broken JSON',
      [textFile('en.json', '{"data": [}')],
      'auto',
      'en.json: line 1, column 11: this is not JSON',
    ],
    [
      'a web page',
      [textFile('en.json', '<!DOCTYPE html>')],
      'auto',
      'en.json: line 1, column 1: this is not JSON',
    ],
    ['an empty file', [textFile('en.json', '')], 'auto', 'the file is empty'],
    ['a list', [textFile('en.json', [1])], 'auto', 'en.json: this is neither Isoglot-QA'],
    [
      'SQuAD where sentence breaks are asked for',
      [textFile('en.json', squadFile(plain))],
      'xquad-r',
      'en.json: this looks like squad, not xquad-r.',
    ],
    [
      'another format than asked for',
      [xquad],
      'isoglot-qa',
      'en.json: this looks like xquad-r, not isoglot-qa.',
    ],
    ['the other one', [isoglot], 'xquad-r', 'law.json: this looks like isoglot-qa, not xquad-r.'],
    [
      'a mixture',
      [xquad, isoglot],
      'auto',
      'law.json: this looks like isoglot-qa, not xquad-r as the files before',
    ],
    ['a listing alone', [textFile('index.json', { files: [] })], 'auto', 'there is no data in it'],
    ['no articles', [textFile('en.json', { data: [] })], 'xquad-r', 'en.json'],
  ])('refuses %s', async (_, files, format, words) => {
    await expect(readCorpus(files, format)).rejects.toMatchObject({
      name: 'IsoglotError',
      message: expect.stringContaining(words) as string,
      remedy: expect.stringMatching(/\w/) as string,
    });
  });

  it('reports files and can be cancelled', async () => {
    const seen: number[] = [];
    await readCorpus(await repositoryFiles('fixtures/xquad-r-mini'), 'auto', undefined, (done) =>
      seen.push(done),
    );
    expect(seen).toEqual([1, 2, 3, 4]);
    const stop = new AbortController();
    const running = readCorpus([xquad], 'auto', stop.signal, () => stop.abort());
    await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  });
});

describe('bundled folders', () => {
  it.each(['data/isoglot-qa', 'encoders/isoglot-nano'])(
    '%s/index.json lists what is to be fetched',
    (folder) => {
      const root = repositoryPath(`public/${folder}`);
      const index = JSON.parse(readFileSync(`${root}/index.json`, 'utf8')) as { files: unknown };
      const there = (readdirSync(root, { recursive: true }) as string[])
        .filter((name) => !statSync(`${root}/${name}`).isDirectory())
        .filter((name) => !['index.json', 'README.md', 'LICENSE'].includes(name))
        .sort()
        .map((name) => ({ path: name, bytes: statSync(`${root}/${name}`).size }));
      expect(index.files).toEqual(there);
    },
  );
});
