import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readCorpus } from '../datasets/readCorpus';
import { createDownloadCache, type DownloadCache } from '../storage/downloadCache';
import { createMemoryTree } from '../testing/memoryTree';
import { COMMIT, offerData } from '../testing/hubRepositories';
import { startHubServer, type HubRepository, type HubServer } from '../testing/hubServer';
import { chosenFiles, picked } from './dataFiles';
import { parseDataPlace } from './dataPlace';
import { downloadFiles } from './downloadFiles';
import { listData } from './listData';
import { sourceOf } from './origin';
import { planData } from './planData';

const ID = 'lab/beir-mini';
const lines = (...values: object[]) => values.map((value) => `${JSON.stringify(value)}\n`).join('');
const BEIR = {
  'corpus.jsonl': lines({ _id: 'd', text: 'A sun.' }, { _id: 'e', text: 'A tree.' }),
  'queries.jsonl': lines({ _id: 'q', text: 'What shines?' }),
  'qrels/test.tsv': 'query-id\tcorpus-id\tscore\nq\td\t1\n',
  'qrels/train.tsv': 'query-id\tcorpus-id\tscore\nq\te\t1\n',
};

let hub: HubServer;
let repository: HubRepository;
let cache: DownloadCache;
beforeAll(async () => void (hub = await startHubServer()));
afterAll(() => hub.close());
beforeEach(() => {
  hub.repositories.clear();
  hub.plain.clear();
  hub.faults.clear();
  repository = offerData(hub, ID, BEIR);
  cache = createDownloadCache(createMemoryTree());
});

const list = (place: string) => listData(parseDataPlace(place, null, hub.url), hub.url);
const address = (path: string) => `${hub.url.replace('127.0.0.1', 'localhost')}${path}`;

async function data(place: string) {
  const listing = await list(place);
  const plan = await planData(listing, listing.chosen);
  for await (const bytes of downloadFiles(plan, cache, { waits: [0] })) expect(bytes).toBeGreaterThan(0);
  return readCorpus((await cache.open(plan.key)).files, 'auto');
}

describe('data of a hub', () => {
  it('are listed with sizes and licence, and without what nobody can read', async () => {
    const listing = await list(`${ID}@v1`);
    expect(listing).toMatchObject({
      name: 'beir-mini',
      licence: 'cc-by-4.0',
      origin: { kind: 'hub', id: ID, revision: 'v1', commit: COMMIT, repository: 'datasets' },
      chosen: ['corpus.jsonl', 'queries.jsonl', 'qrels/test.tsv'],
      others: 3,
    });
    expect(listing.files.map(({ path, size }) => [path, size])).toEqual(
      Object.entries(BEIR).map(([path, text]) => [path, Buffer.byteLength(text)]),
    );
  });

  it('are read as a dropped folder is', async () => {
    const { name, format, queries, passages } = await data(ID);
    expect([name, format, queries.length, passages.length]).toEqual(['beir-mini', 'beir', 1, 2]);
  });

  it('take the files that are named, and name them in their source', async () => {
    const listing = await list(`${ID}#qrels,corpus*`);
    expect(listing.chosen).toEqual(['corpus.jsonl', 'qrels/test.tsv', 'qrels/train.tsv']);
    const sources = await Promise.all(
      [listing.chosen, ['qrels/train.tsv']].map(async (paths) =>
        sourceOf((await planData(listing, paths)).origin),
      ),
    );
    expect(sources).toEqual([`${ID}@${COMMIT}#qrels,corpus*`, `${ID}@${COMMIT}#qrels/train.tsv`]);
    const whole = await list(ID);
    const all = await planData(
      whole,
      whole.files.map(({ path }) => path),
    );
    expect(sourceOf(all.origin)).toBe(`${ID}@${COMMIT}#*`);
    expect(all.key).not.toBe((await planData(whole, whole.chosen)).key);
  });

  it('go on by a range where the line broke', async () => {
    const text = lines(...Array.from({ length: 9000 }, (_, id) => ({ id, q: `Who is ${id}?`, p: `${id}.` })));
    offerData(hub, 'lab/long', { 'own.en.jsonl': text });
    hub.faults.set('own.en.jsonl', { breakAfter: 200_000, times: 1 });
    hub.log.length = 0;
    expect((await data('lab/long')).queries).toHaveLength(9000);
    expect(hub.log.at(-1)).toMatch(/^GET own\.en\.jsonl bytes=[1-9]\d*-$/);
  });

  it.each([
    ['no such data', 'lab/nothing', /lab\/nothing: the hub has no such data set/],
    ['no such revision', `${ID}@v9`, /there is no revision "v9"/],
    ['no such files', `${ID}#fr`, /none of its files that can be read is named by "fr"/],
    ['nothing to read', 'lab/words', /none of its 3 files is of a kind that can be read/],
    ['nobody there', 'http://127.0.0.1:9/a.zip', /127\.0\.0\.1:9 cannot be reached/],
  ])('say it in plain words: %s', async (_, place, says) => {
    offerData(hub, 'lab/words', {});
    await expect(list(place)).rejects.toThrow(says);
  });

  it('say it in plain words: gated, damaged, too large, none picked', async () => {
    repository.gated = true;
    await expect(data(ID)).rejects.toThrow(/corpus\.jsonl: its owner asks for consent/);
    repository.gated = false;
    hub.faults.set('queries.jsonl', { corrupt: true, times: 1 });
    await expect(data(ID)).rejects.toThrow(/queries\.jsonl: the file was damaged on its way/);
    const listing = await list(ID);
    const large = { ...listing, files: listing.files.map((file) => ({ ...file, size: 2 ** 30 })) };
    await expect(planData(large, listing.chosen)).rejects.toThrow(/more than the 2,147,483,648/);
    await expect(planData(listing, [])).rejects.toThrow(/no file is picked/);
  });
});

describe('data of an address', () => {
  it.each(['/set/own.de.jsonl', '/set/own.de.jsonl?download=1', '/get?file=own.de.jsonl'])(
    'are read, and named by it: %s',
    async (path) => {
      hub.plain.set(path.split('?')[0]!, new TextEncoder().encode(lines({ q: 'Wer?', p: 'Sie.' })));
      expect((await data(address(path))).languages).toEqual(['de']);
      const { origin } = await list(address(path));
      expect(sourceOf(origin)).toBe(address(path));
    },
  );

  it('are asked for again where they were, and refused where they are no data', async () => {
    await expect(list(address('/set/own.jsonl'))).rejects.toThrow(/there is no file at this address/);
    await expect(list(address('/set/'))).rejects.toThrow(/does not end in the name of a data file/);
  });
});

describe('the choice of files', () => {
  it('leaves training splits out where there are others', () => {
    expect(chosenFiles(['train.jsonl'])).toEqual(['train.jsonl']);
    expect(chosenFiles(['a/train-0.parquet', 'a/test-0.parquet', 'corpus.jsonl'])).toEqual([
      'a/test-0.parquet',
      'corpus.jsonl',
    ]);
  });

  it('takes a path for itself, whatever its characters', () => {
    const path = fc.stringMatching(/^[\w.@ +-]{1,20}(\/[\w.@ +-]{1,20}){0,2}$/).map((text) => text.trim());
    fc.assert(
      fc.property(fc.uniqueArray(path, { minLength: 1 }), (paths) => {
        for (const one of paths.filter(Boolean)) expect(picked(paths, one)).toContain(one);
      }),
    );
    expect(picked(['de/a', 'den/a', 'a/de'], 'de')).toEqual(['de/a']);
    expect(picked(['de/a', 'den/a', 'a/de'], '*de')).toEqual(['de/a', 'a/de']);
  });
});

it('has the digest that the hub tells of a packed file', async () => {
  const zip = new Uint8Array([80, 75, 5, 6, ...Array<number>(18).fill(0)]);
  offerData(hub, 'lab/zip', { 'set.zip': zip });
  const [file] = (await list('lab/zip')).files;
  expect(file!.sha256).toBe(createHash('sha256').update(zip).digest('hex'));
});
