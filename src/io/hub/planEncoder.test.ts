import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { COMMIT, encoderContents, hubRepository } from '../testing/hubRepositories';
import { startHubServer, type HubRepository, type HubServer } from '../testing/hubServer';
import { planEncoder } from './planEncoder';

const TINY = 'fixtures/encoders/tiny-e5';
const ID = 'lab/tiny-e5';
const WANTED = [
  'modules.json',
  'config_sentence_transformers.json',
  'config.json',
  'tokenizer.json',
  'tokenizer_config.json',
  'special_tokens_map.json',
  'sentence_bert_config.json',
  '1_Pooling/config.json',
  'model.safetensors',
];
const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

let hub: HubServer;
let repository: HubRepository;
beforeAll(async () => void (hub = await startHubServer()));
afterAll(() => hub.close());
beforeEach(async () => {
  repository = await hubRepository(TINY, ID);
  hub.repositories.clear();
  hub.repositories.set(ID, repository);
  hub.plain.clear();
  hub.log.length = 0;
});

const plan = (revision: string | null = null) => planEncoder({ kind: 'hub', id: ID, revision }, hub.url);
const planAddress = () => planEncoder({ kind: 'address', url: `${hub.url}/plain/tiny/` }, hub.url);
const offer = async () => {
  for (const [path, bytes] of await encoderContents(TINY)) hub.plain.set(`/plain/tiny/${path}`, bytes);
};

describe('the plan of an encoder of a hub', () => {
  it('has the files that are needed, with sizes and digests, of the commit that the revision means', async () => {
    const { files, origin, licence, name, key } = await plan('v1');
    expect({ origin, licence, name }).toEqual({
      origin: { kind: 'hub', hub: hub.url, id: ID, revision: 'v1', commit: COMMIT },
      licence: 'mit',
      name: 'tiny-e5',
    });
    expect(key).toMatch(/^lab--tiny-e5@[0-9a-f]{16}$/);
    expect(files.map(({ path }) => path).sort()).toEqual(
      WANTED.filter((path) => repository.files.has(path)).sort(),
    );
    const weights = repository.files.get('model.safetensors')!;
    expect(files.at(-1)).toEqual({
      path: 'model.safetensors',
      size: weights.length,
      sha256: createHash('sha256').update(weights).digest('hex'),
      gitOid: null,
      validator: null,
    });
    expect(files.find(({ path }) => path === 'config.json')!.gitOid).toMatch(/^[0-9a-f]{40}$/);
  });

  it('reads descriptions only, never the weights', async () => {
    await plan();
    expect(hub.log.sort()).toEqual(['GET 1_Pooling/config.json', 'GET config.json', 'GET modules.json']);
  });

  it('is the same for a branch and its commit, so that nothing is downloaded twice', async () => {
    expect((await plan('main')).key).toBe((await plan(COMMIT)).key);
  });

  it('follows modules.json into the folders of Dense layers and a Transformer of its own', async () => {
    const { files } = repository;
    const labse = await encoderContents('fixtures/encoders/tiny-labse');
    for (const path of ['config.json', 'tokenizer.json', 'model.safetensors']) {
      files.set(`0_Transformer/${path}`, files.get(path)!);
      files.delete(path);
    }
    files.set('2_Dense/config.json', labse.get('2_Dense/config.json')!);
    files.set('2_Dense/model.safetensors', labse.get('2_Dense/model.safetensors')!);
    files.set(
      'modules.json',
      json(
        ['0_Transformer', '1_Pooling', '2_Dense', '3_Normalize'].map((path) => ({
          path,
          type: `sentence_transformers.models.${path.slice(2)}`,
        })),
      ),
    );
    const paths = (await plan()).files.map(({ path }) => path);
    expect(paths).toContain('0_Transformer/tokenizer.json');
    expect(paths).toContain('2_Dense/config.json');
    expect(paths.slice(-2)).toEqual(['0_Transformer/model.safetensors', '2_Dense/model.safetensors']);
  });

  it('takes the shards that an index names, and a plain directory without modules', async () => {
    const { files, lfs } = repository;
    const weights = files.get('model.safetensors')!;
    for (const path of ['model.safetensors', 'modules.json', '1_Pooling/config.json']) files.delete(path);
    const shards = ['model-00001-of-00002.safetensors', 'model-00002-of-00002.safetensors'];
    for (const shard of shards) {
      lfs.add(shard);
      files.set(shard, weights);
    }
    files.set('model.safetensors.index.json', json({ weight_map: { a: shards[1], b: shards[0] } }));
    const paths = (await plan()).files.map(({ path }) => path);
    expect(paths.slice(-3)).toEqual(['model.safetensors.index.json', ...shards]);
    expect(paths).not.toContain('modules.json');
  });

  const remove = (path: string) => () => void repository.files.delete(path);
  const put = (path: string, value: unknown) => () => void repository.files.set(path, json(value));
  it.each<[name: string, change: () => void, says: RegExp]>([
    ['an unknown name', () => hub.repositories.clear(), /lab\/tiny-e5: the hub has no such encoder/],
    ['a gated one', () => (repository.gated = true), /consent.*Accept its conditions/s],
    [
      'weights in another format alone',
      remove('model.safetensors'),
      /pytorch_model\.bin, which cannot be read.*safe serialisation/s,
    ],
    ['no tokenizer.json', remove('tokenizer.json'), /tokenizer\.json is not there.*fast tokenizer/s],
    ['no config.json', remove('config.json'), /config\.json is not there/],
    [
      'a decoder',
      put('config.json', { model_type: 'llama' }),
      /config\.json: the encoder is of the type "llama"/,
    ],
    [
      'a module that cannot be run',
      put('modules.json', [{ path: '', type: 'CLIPModel' }]),
      /tiny-e5\/modules\.json: the encoder has a module "CLIPModel"/,
    ],
    [
      'a way out of the folder',
      () => {
        remove('model.safetensors')();
        put('model.safetensors.index.json', { weight_map: { a: '../../x.safetensors' } })();
      },
      /index\.json: it names "\.\.\/\.\.\/x\.safetensors"/,
    ],
  ])('refuses %s, naming place and remedy', async (_, change, says) => {
    change();
    await expect(plan()).rejects.toThrow(says);
  });

  it('says which revision is not there, and that nobody answers', async () => {
    await expect(plan('v9')).rejects.toThrow('there is no revision "v9".');
    await expect(
      planEncoder({ kind: 'hub', id: ID, revision: null }, 'http://127.0.0.1:9'),
    ).rejects.toMatchObject({ code: 'network', where: ID });
  });

  it('can be cancelled', async () => {
    const cancel = new AbortController();
    cancel.abort();
    const place = { kind: 'hub', id: ID, revision: null } as const;
    await expect(planEncoder(place, hub.url, { signal: cancel.signal })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});

describe('the plan of a folder on a web server', () => {
  it('asks for each file by name, and takes what is there with its size', async () => {
    await offer();
    const { files, name, origin, key } = await planAddress();
    expect(name).toBe('tiny');
    expect(origin).toEqual({ kind: 'address', url: `${hub.url}/plain/tiny/` });
    expect(key).toMatch(/^tiny@/);
    expect(Object.fromEntries(files.map(({ path, size }) => [path, size]))).toEqual(
      Object.fromEntries(
        [...(await encoderContents(TINY))]
          .filter(([path]) => WANTED.includes(path))
          .map(([path, bytes]) => [path, bytes.length]),
      ),
    );
    expect(files[0]!.validator).toMatch(/^"[0-9a-f]{40}"$/);
  });

  it('reads the first byte where a server knows no HEAD', async () => {
    await offer();
    hub.faults.set('model.safetensors', { status: 405, times: 1 });
    const { files } = await planAddress();
    expect(files.at(-1)).toMatchObject({
      path: 'model.safetensors',
      size: hub.plain.get('/plain/tiny/model.safetensors')!.length,
    });
  });

  it('says what is missing in a folder that is no encoder', async () => {
    await expect(planAddress()).rejects.toThrow(/plain\/tiny\/: config\.json is not there/);
  });
});
