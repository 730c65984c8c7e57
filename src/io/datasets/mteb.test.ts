import { describe, expect, it } from 'vitest';
import { fileFromBytes } from '../files';
import { repositoryFiles } from '../testing/textFiles';
import { readCorpus } from './readCorpus';

const mteb = () => repositoryFiles('fixtures/parquet/mteb');

describe('Parquet', () => {
  it('reads MTEB’s folders of two languages, a judgment of 0 as not relevant', async () => {
    const corpus = await readCorpus(await mteb(), 'auto');
    expect(corpus).toMatchObject({ name: 'mteb', format: 'mteb', languages: ['de', 'en'] });
    // As fixtures/parquet/README.md's recipe writes them: q1 -> d2 (and d3 with grade 0), q2 -> d1.
    expect(corpus.passages.map(({ id, text }) => [id, text])).toEqual([
      ['de_d1', 'Biologie Zellen teilen sich.'],
      ['de_d2', 'Sterne leuchten.'],
      ['de_d3', 'Nichts.'],
      ['en_d1', 'Biologie Cells divide.'],
      ['en_d2', 'Stars shine.'],
      ['en_d3', 'Nothing.'],
    ]);
    expect(corpus.queries.map(({ id }) => id)).toEqual(['de_q1', 'de_q2', 'en_q1', 'en_q2']);
    expect(corpus.relevant).toEqual([[1], [0], [4], [3]]);
  });

  it('reads one language without a prefix', async () => {
    const files = (await mteb()).filter(({ path }) => path.includes('/en-'));
    const bare = files.map((file) => ({ ...file, path: file.path.replace('/en-', '/') }));
    expect(await readCorpus(bare, 'auto')).toMatchObject({ languages: ['und'], relevant: [[1], [0]] });
  });

  it('reads own pairs', async () => {
    const corpus = await readCorpus(await repositoryFiles('fixtures/parquet/pairs'), 'auto');
    expect(corpus).toMatchObject({ format: 'parquet', languages: ['en'], domains: ['a', 'general'] });
    expect(corpus.passages.map(({ text }) => text)).toEqual(['She.', 'That.']);
    expect(corpus.relevant).toEqual([[0], [1]]);
  });

  it('keeps whole numbers apart that JavaScript’s cannot tell apart', async () => {
    // 2^53 + 1 and 2^53, as fixtures/parquet/README.md's recipe writes them.
    const { queries } = await readCorpus(await repositoryFiles('fixtures/parquet/large-ids'), 'auto');
    expect(queries.map(({ id, text }) => [id, text])).toEqual([
      ['en_9007199254740993', 'A?'],
      ['en_9007199254740992', 'B?'],
      ['en_7', 'C?'],
    ]);
  });

  it.each([
    ['cut off', (bytes: Uint8Array) => bytes.subarray(0, 300), 'the Parquet file is cut off'],
    ['no Parquet', () => new TextEncoder().encode('hello, hello'), 'this is no Parquet file'],
    ['damaged within', (bytes: Uint8Array) => bytes.slice().fill(255, 4, 60), 'is damaged'],
    ['damaged at its end', (bytes: Uint8Array) => bytes.slice().fill(255, -40, -8), 'is damaged'],
  ])('refuses a file that is %s', async (_, spoil, says) => {
    const files = await mteb();
    const spoilt = await Promise.all(
      files.map(async (file) =>
        file.path.includes('en-corpus') ? fileFromBytes(file.path, spoil(await file.bytes())) : file,
      ),
    );
    const failure = expect(readCorpus(spoilt, 'auto')).rejects;
    await failure.toThrow(says);
    await failure.toMatchObject({ code: 'bad-file' });
    await failure.toThrow('en-corpus/dev-00000-of-00001.parquet');
  });

  it('says what a language lacks', async () => {
    const files = (await mteb()).filter(({ path }) => !path.includes('de-qrels'));
    await expect(readCorpus(files, 'auto')).rejects.toThrow('there is no de-qrels.');
  });
});
