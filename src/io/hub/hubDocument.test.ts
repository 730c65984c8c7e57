import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDownloadCache } from '../storage/downloadCache';
import { hubRepository } from '../testing/hubRepositories';
import { startHubServer, type HubRepository, type HubServer } from '../testing/hubServer';
import { createMemoryTree } from '../testing/memoryTree';
import { repositoryPath } from '../testing/textFiles';
import { downloadFiles } from './downloadFiles';
import { parsePlace } from './place';
import { planEncoder } from './planEncoder';

/** docs/encoders.md promises what a download says: every line of it is tried here. */
const DOCUMENT = readFileSync(repositoryPath('docs/encoders.md'), 'utf8');
const SECTION = DOCUMENT.split('\n## What a download says\n')[1]!.split('\n## ')[0]!;
const ROWS = SECTION.split('\n')
  .filter((line) => line.startsWith('|'))
  .slice(2)
  .map((row) => row.split('|').map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')))
  .map(([, what, says]) => [what!, says!] as const);

const ID = 'lab/x';
let hub: HubServer;
let repository: HubRepository;
beforeAll(async () => void (hub = await startHubServer()));
afterAll(() => hub.close());
beforeEach(async () => {
  repository = await hubRepository('fixtures/encoders/tiny-e5', ID);
  hub.repositories.clear();
  hub.repositories.set(ID, repository);
  hub.faults.clear();
});

const remove = (path: string) => () => void repository.files.delete(path);
const forGood = { times: 100 };

/** What has to happen, and what is asked for then. */
const TRIALS: Record<string, { given?: () => void; place?: string; after?: () => void }> = {
  'no such encoder': { place: 'lab/y' },
  'no such revision': { place: `${ID}@v9` },
  'a gated encoder': { given: () => (repository.gated = true) },
  'neither a name nor an address': { place: 'my encoder' },
  'nobody answers': { place: 'http://localhost:9/x/' },
  'a folder without config.json': { given: remove('config.json') },
  'weights as a pickle alone': { given: remove('model.safetensors') },
  'no fast tokenizer': { given: remove('tokenizer.json') },
  'a server in trouble': { after: () => hub.faults.set('model.safetensors', { status: 503, ...forGood }) },
  'too many requests': { after: () => hub.faults.set('model.safetensors', { status: 429, ...forGood }) },
  'a file that is gone': { after: remove('model.safetensors') },
  'a damaged file': { after: () => hub.faults.set('tokenizer.json', { corrupt: true, ...forGood }) },
};

async function attempt(what: string): Promise<string> {
  const { given, place = ID, after } = TRIALS[what]!;
  given?.();
  try {
    const plan = await planEncoder(parsePlace(place, null, hub.url), hub.url);
    after?.();
    for await (const _ of downloadFiles(plan, createDownloadCache(createMemoryTree()), { waits: [] }));
    return 'nothing';
  } catch (error) {
    return (error as Error).message;
  }
}

describe('docs/encoders.md', () => {
  it('lists what is tried here', () => {
    expect(ROWS.map(([what]) => what).sort()).toEqual(Object.keys(TRIALS).sort());
  });

  it.each(ROWS)('on %s', async (what, says) => {
    expect(await attempt(what)).toBe(says);
  });
});
