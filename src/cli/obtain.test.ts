import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cacheFolder } from '../io/nodeTree';
import { COMMIT, encoderContents, hubRepository } from '../io/testing/hubRepositories';
import { startHubServer, type HubServer } from '../io/testing/hubServer';
import { result } from '../protocol';

/** The real command in a process of its own, with a hub on localhost. */
const ROOT = resolve(import.meta.dirname, '../..');
const TINY = 'fixtures/encoders/tiny-e5';
const ID = 'lab/tiny-e5';

let hub: HubServer;
let cache: string;
beforeAll(async () => {
  hub = await startHubServer();
  // The first call bundles the command line, whose words are not what the cases are about.
  await evaluate('nowhere');
});
afterAll(() => hub.close());
beforeEach(async () => {
  cache = mkdtempSync(join(tmpdir(), 'isoglot-cache-'));
  hub.repositories.set(ID, await hubRepository(TINY, ID));
  for (const [path, bytes] of await encoderContents(TINY)) hub.plain.set(`/plain/tiny/${path}`, bytes);
  hub.log.length = 0;
});

interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string[];
}

function evaluate(encoder: string, address = hub.url): Promise<Outcome> {
  const args = ['evaluate', '--encoder', encoder, '--data', 'isoglot-qa', '--languages', 'en'];
  return new Promise((done) => {
    const child = spawn(
      process.execPath,
      ['scripts/isoglot.mjs', ...args, '--domains', 'law', '--backend', 'cpu'],
      { cwd: ROOT, env: { ...process.env, ISOGLOT_CACHE: cache, ISOGLOT_HUB: address } },
    );
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('close', (code) => done({ code, stdout, stderr: stderr.split('\n').filter(Boolean) }));
  });
}

const encoderIn = ({ stdout }: Outcome) => result.parse(JSON.parse(stdout)).encoder;

describe('an encoder of a hub on the command line', () => {
  it('is downloaded once, scored as the folder is, pinned to its commit, and found when nobody answers', async () => {
    const [there, here] = [await evaluate(ID), await evaluate(TINY)];
    expect(there.code, there.stderr.join('\n')).toBe(0);
    expect(there.stderr[0]).toMatch(new RegExp(`^lab/tiny-e5@${COMMIT}: \\d+ files, 0\\.2 MB, licence mit$`));
    const scores = ({ stdout }: Outcome) => result.parse(JSON.parse(stdout)).scores;
    expect(scores(there)).toEqual(scores(here));
    expect(encoderIn(there)).toMatchObject({ revision: COMMIT, sha256: encoderIn(here).sha256 });
    expect(result.parse(JSON.parse(there.stdout)).configuration.encoder).toBe(`${ID}@${COMMIT}`);
    expect(readdirSync(join(cache, 'encoders'))).toHaveLength(1);

    hub.log.length = 0;
    expect((await evaluate(`${ID}@v1`)).code).toBe(0);
    expect(hub.log.filter((line) => line.includes('safetensors'))).toEqual([]);

    const gone = hub.url;
    await hub.close();
    const [commit, branch] = [await evaluate(`${ID}@${COMMIT}`, gone), await evaluate(`${ID}@v1`, gone)];
    hub = await startHubServer();
    expect(commit.code, commit.stderr.join('\n')).toBe(0);
    expect(branch.code, branch.stderr.join('\n')).toBe(0);
    expect(branch.stderr[0]).toMatch(/cannot be reached.*What is kept is used/);
  });

  it('comes from an address, too', async () => {
    const outcome = await evaluate(`${hub.url.replace('127.0.0.1', 'localhost')}/plain/tiny`);
    expect(outcome.code, outcome.stderr.join('\n')).toBe(0);
    expect(encoderIn(outcome)).toMatchObject({ name: 'tiny', revision: null });
  });

  it.each([
    ['lab/nothing', /lab\/nothing: the hub has no such encoder/],
    [`${ID}@v9`, /lab\/tiny-e5: there is no revision "v9"/],
    ['https://', /neither the name of an encoder on a hub nor an address/],
  ])('says in one line what is wrong with %s and exits with 2', async (name, says) => {
    const { code, stderr } = await evaluate(name);
    expect({ code, lines: stderr.length }).toEqual({ code: 2, lines: 1 });
    expect(stderr[0]).toMatch(says);
    expect(existsSync(join(cache, 'encoders'))).toBe(false);
  });
});

it('keeps encoders where the system keeps such files, or where it is told to', () => {
  expect(cacheFolder({ ISOGLOT_CACHE: '/a', XDG_CACHE_HOME: '/b' })).toBe('/a');
  expect(cacheFolder({ XDG_CACHE_HOME: '/b' })).toBe('/b/isoglot');
  expect(cacheFolder({})).toMatch(/\/\.cache\/isoglot$/);
});
