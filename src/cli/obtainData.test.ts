import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { COMMIT, offerData } from '../io/testing/hubRepositories';
import { startHubServer, type HubServer } from '../io/testing/hubServer';
import { repositoryFiles } from '../io/testing/textFiles';
import { result } from '../protocol';

/** The real command in a process of its own, with a hub on localhost. */
const ROOT = resolve(import.meta.dirname, '../..');
const ID = 'lab/xquad-r-mini';

let hub: HubServer;
let cache: string;
beforeAll(async () => {
  hub = await startHubServer();
  const contents: Record<string, Uint8Array> = {};
  for (const file of await repositoryFiles('fixtures/xquad-r-mini')) {
    if (file.path.endsWith('.json')) contents[file.path.split('/')[1]!] = await file.bytes();
  }
  offerData(hub, ID, contents);
  hub.plain.set('/sets/de.json', contents['de.json']!);
});
afterAll(() => hub.close());
beforeEach(() => void (cache = mkdtempSync(join(tmpdir(), 'isoglot-cache-'))));

interface Outcome {
  code: number | null;
  stdout: string;
  stderr: string[];
}

function evaluate(data: string, address = hub.url): Promise<Outcome> {
  const args = ['evaluate', '--encoder', 'fixtures/encoders/tiny-e5', '--data', data, '--backend', 'cpu'];
  return new Promise((done) => {
    const child = spawn(process.execPath, ['scripts/isoglot.mjs', ...args], {
      cwd: ROOT,
      env: { ...process.env, ISOGLOT_CACHE: cache, ISOGLOT_HUB: address },
    });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('close', (code) => done({ code, stdout, stderr: stderr.split('\n').filter(Boolean) }));
  });
}

const resultIn = ({ stdout }: Outcome) => result.parse(JSON.parse(stdout));

describe('data of a hub on the command line', () => {
  it('are downloaded once, scored as the folder is, pinned to their commit, and found when nobody answers', async () => {
    const [there, here] = [await evaluate(ID), await evaluate('fixtures/xquad-r-mini')];
    expect(there.code, there.stderr.join('\n')).toBe(0);
    expect(there.stderr.join('\n')).toMatch(
      new RegExp(`${ID}@${COMMIT}: 4 files, 0\\.\\d MB, licence cc-by-4\\.0`),
    );
    const [downloaded, local] = [resultIn(there), resultIn(here)];
    expect(downloaded.scores).toEqual(local.scores);
    expect(downloaded.data).toEqual({ ...local.data, source: `${ID}@${COMMIT}` });
    expect(downloaded.configuration.data).toBe(`${ID}@${COMMIT}`);
    expect(readdirSync(join(cache, 'data'))).toHaveLength(1);

    const gone = hub.url;
    const { repositories, plain } = hub;
    await hub.close();
    const [commit, branch] = [await evaluate(`${ID}@${COMMIT}`, gone), await evaluate(ID, gone)];
    hub = await startHubServer();
    for (const [id, repository] of repositories) hub.repositories.set(id, repository);
    for (const [path, bytes] of plain) hub.plain.set(path, bytes);
    expect(commit.code, commit.stderr.join('\n')).toBe(0);
    expect(branch.code, branch.stderr.join('\n')).toBe(0);
    expect(branch.stderr.join('\n')).toMatch(/cannot be reached.*What is kept is used/);
  });

  it('are those files of it that are named, or one of an address', async () => {
    const some = await evaluate(`${ID}#de.json,en.json`);
    expect(some.code, some.stderr.join('\n')).toBe(0);
    expect(resultIn(some).data).toMatchObject({
      languages: ['de', 'en'],
      source: `${ID}@${COMMIT}#de.json,en.json`,
    });
    const url = `${hub.url.replace('127.0.0.1', 'localhost')}/sets/de.json`;
    const one = await evaluate(url);
    expect(one.code, one.stderr.join('\n')).toBe(0);
    expect(resultIn(one).data).toMatchObject({ languages: ['de'], source: url });
  });

  it.each([
    ['lab/nothing', /lab\/nothing: the hub has no such data set/],
    [`${ID}#fr.json`, /none of its files that can be read is named by "fr\.json"/],
    ['lab/missing.json', /there is no such file or folder/],
    ['https://', /neither the name of a data set on a hub nor an address/],
  ])('says in one line what is wrong with %s and exits with 2', async (name, says) => {
    const { code, stderr } = await evaluate(name);
    expect(code).toBe(2);
    expect(stderr.at(-1)).toMatch(says);
    expect(existsSync(join(cache, 'data'))).toBe(false);
  });
});
