/** An encoder or a data set on a hub, through the hub's own library: its commit, its licence and its files. */
import { z } from 'zod';
import { IsoglotError } from '../../core/errors';
import { parseBy } from '../json';
import type { Origin, PlannedFile } from '../../protocol/keptDownloads';
import { reach, silent, type Reach, type Subject } from './reach';
import type { RemoteFolder } from './remoteFolder';

const REMEDY = 'Try again later, or name another hub: this one answers in a form that is not known.';

const hubInfo = z.object({
  sha: z.string().regex(/^[0-9a-f]{40}$/),
  cardData: z
    .object({
      license: z.union([z.string(), z.array(z.string())]).nullish(),
      license_name: z.string().nullish(),
    })
    .nullish()
    .catch(null),
});

const hubFile = z.object({
  type: z.string(),
  path: z.string().max(1000),
  size: z.int().min(0),
  oid: z.string().nullish(),
  lfs: z.object({ oid: z.string(), size: z.int().min(0) }).nullish(),
});

const SHA256 = /^(?:sha256:)?([0-9a-f]{64})$/;
const SHA1 = /^[0-9a-f]{40}$/;

type HubOrigin = Extract<Origin, { kind: 'hub' }>;

/** Files of one repository; the hub lists a thousand with each answer. */
const MAX_LISTED = 20_000;

/** An encoder on a hub. @throws IsoglotError as `listHub`. */
export async function openHubFolder(
  hub: string,
  id: string,
  revision: string | null,
  how: Reach,
): Promise<RemoteFolder> {
  const { files, ...about } = await listHub(hub, id, revision, how);
  return { place: id, ...about, stat: async (path) => files.get(path) ?? null };
}

/**
 * Resolves the revision to a commit and lists that commit's files, so that all of them are of one version.
 * @param revision Branch, tag or commit; null for the default branch.
 * @param repository `datasets` for a data set; else the id is an encoder's.
 * @throws IsoglotError as `reach`, and `bad-format` when the hub's answer is not understood or lists too many files.
 */
export async function listHub(
  hub: string,
  id: string,
  revision: string | null,
  how: Reach,
  repository?: 'datasets',
): Promise<{ origin: HubOrigin; licence: string | null; files: Map<string, PlannedFile> }> {
  const { datasetInfo, listFiles, modelInfo } = await import('@huggingface/hub');
  const asked = revision ?? 'main';
  const subject: Subject = { place: id, revision: asked, ...(repository && { holds: 'data' }) };
  const speak = speaker(subject, how);
  const shared = { hubUrl: hub, fetch: speak };
  const info: unknown = await understood<unknown>(hub, subject, how, () =>
    repository
      ? datasetInfo({ name: id, revision: asked, additionalFields: ['sha', 'cardData'], ...shared })
      : modelInfo({ name: id, revision: asked, additionalFields: ['sha', 'cardData'], ...shared }),
  );
  const { sha: commit, cardData } = parseBy(hubInfo, info, `${id} on ${new URL(hub).host}`, REMEDY);
  const files = await understood(hub, subject, how, async () => {
    const list = new Map<string, PlannedFile>();
    const repo = repository ? ({ type: 'dataset', name: id } as const) : id;
    for await (const entry of listFiles({ repo, revision: commit, recursive: true, ...shared })) {
      if (list.size >= MAX_LISTED) throw tooMany(id);
      const { type, ...file } = parseBy(hubFile, entry, `list of the files of ${id}`, REMEDY);
      if (type === 'file') list.set(file.path, planned(file));
    }
    return list;
  });
  const named = cardData?.license_name ?? cardData?.license ?? null;
  return {
    origin: { kind: 'hub', hub, id, revision: asked, commit, ...(repository && { repository }) },
    licence: (Array.isArray(named) ? named.join(', ') : named)?.slice(0, 200) ?? null,
    files,
  };
}

/** Large files lie in LFS, which names their SHA-256; small ones in Git, which has a name of its own for them. */
function planned({ path, size, oid, lfs }: Omit<z.output<typeof hubFile>, 'type'>): PlannedFile {
  const sha256 = SHA256.exec(lfs?.oid ?? '')?.[1] ?? null;
  const gitOid = lfs || !SHA1.test(oid ?? '') ? null : oid!;
  return { path, size: lfs?.size ?? size, sha256, gitOid, validator: null };
}

/** The library's requests, with our words for what goes wrong. */
function speaker(subject: Subject, how: Reach): typeof fetch {
  return (input, init) => reach(input instanceof Request ? input.url : input, init ?? {}, subject, how);
}

async function understood<T>(hub: string, subject: Subject, how: Reach, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw silent(cause, hub, subject, how.signal);
  }
}

function tooMany(where: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-format',
    what: `it has more than ${MAX_LISTED.toLocaleString('en')} files.`,
    where,
    remedy: "Download what is wanted of it with the hub's own tools, and open the folder here.",
  });
}
