/** What was downloaded, whole or in part, with a manifest each that tells what is there. */
import { IsoglotError } from '../../core/errors';
import {
  downloadManifest,
  type DownloadManifest,
  type DownloadPlan,
  type KeptDownload,
  type PlannedFile,
} from '../../protocol/keptDownloads';
import { checkSize, type InputFile } from '../files';
import type { Appender, FileTree } from './fileTree';

/** No file that is downloaded bears this name. */
const MANIFEST = 'isoglot-manifest.json';

export interface DownloadCache {
  list(): Promise<KeptDownload[]>;
  /** Bytes that are there of each file of a plan, and whether the file is whole; what no longer fits counts as 0. */
  progress(plan: DownloadPlan): Promise<Map<string, { bytes: number; done: boolean }>>;
  /** Begins or goes on with a plan: afterwards `list` shows it. */
  begin(plan: DownloadPlan): Promise<void>;
  append(key: string, path: string, offset: number): Promise<Appender>;
  read(key: string, path: string): Promise<Uint8Array | null>;
  sha256(key: string, path: string, signal?: AbortSignal): Promise<string>;
  /** Notes that a file is whole and was checked. */
  finish(key: string, path: string, facts: { size: number; sha256: string }): Promise<void>;
  /** Takes back whatever there is of a file. */
  discard(key: string, path: string): Promise<void>;
  /** @throws IsoglotError `storage` when it is not kept whole. */
  open(key: string): Promise<{ plan: DownloadPlan; files: InputFile[] }>;
  remove(key: string): Promise<void>;
}

export function createDownloadCache(tree: FileTree): DownloadCache {
  const manifestOf = async (key: string): Promise<DownloadManifest | null> => {
    const bytes = await tree.read(key, MANIFEST);
    return bytes && parseManifest(bytes);
  };
  const write = (manifest: DownloadManifest): Promise<void> => {
    const updated = new Date().toISOString();
    const text = `${JSON.stringify({ ...manifest, updated }, null, 1)}\n`;
    return tree.replace(manifest.plan.key, MANIFEST, new TextEncoder().encode(text));
  };

  async function change(key: string, rule: (done: DownloadManifest['done']) => void): Promise<void> {
    const manifest = await manifestOf(key);
    if (!manifest) throw notKept(key);
    rule(manifest.done);
    await write(manifest);
  }

  async function describe(key: string): Promise<KeptDownload> {
    const [manifest, sizes] = await Promise.all([manifestOf(key), tree.sizes(key)]);
    const bytes = [...sizes.values()].reduce((sum, size) => sum + size, 0);
    if (!manifest) return { key, name: key, plan: null, bytes, total: null, complete: false, updated: '' };
    const { plan, done, updated } = manifest;
    const lengths = plan.files.map(({ path, size }) => done[path]?.size ?? size);
    const total = lengths.includes(null) ? null : lengths.reduce<number>((sum, size) => sum + (size ?? 0), 0);
    const complete = plan.files.every(({ path }) => done[path] !== undefined);
    return { key, name: plan.name, plan, bytes, total, complete, updated };
  }

  return {
    async list() {
      const kept = await Promise.all((await tree.folders()).map(describe));
      return kept.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.key < b.key ? -1 : 1));
    },
    async progress(plan) {
      const [manifest, sizes] = await Promise.all([manifestOf(plan.key), tree.sizes(plan.key)]);
      return new Map(
        plan.files.map((file) => {
          const before = manifest?.plan.files.find(({ path }) => path === file.path);
          if (!manifest || !before || !sameContent(before, file)) return [file.path, NOTHING];
          const bytes = sizes.get(nameOf(file.path)) ?? 0;
          const facts = manifest.done[file.path];
          return [file.path, { bytes, done: facts?.size === bytes }];
        }),
      );
    },
    async begin(plan) {
      const [manifest, sizes] = await Promise.all([manifestOf(plan.key), tree.sizes(plan.key)]);
      const before = new Map(manifest?.plan.files.map((file) => [file.path, file]));
      const done: DownloadManifest['done'] = {};
      for (const file of plan.files) {
        const known = before.get(file.path);
        const facts = manifest?.done[file.path];
        // A part of unknown origin may stay where its digest will tell in the end.
        const stays = known ? sameContent(known, file) : file.sha256 !== null || file.gitOid !== null;
        if (stays && known && facts) done[file.path] = facts;
        if (!stays && sizes.has(nameOf(file.path))) await empty(tree, plan.key, file.path);
      }
      await write({ schema: 'isoglot/kept-encoder@1', plan, done, updated: '' });
    },
    append: (key, path, offset) => tree.append(key, nameOf(path), offset),
    read: (key, path) => tree.read(key, nameOf(path)),
    sha256: (key, path, signal) => tree.sha256(key, nameOf(path), signal),
    finish: (key, path, facts) => change(key, (done) => void (done[path] = facts)),
    async discard(key, path) {
      await change(key, (done) => void delete done[path]);
      await empty(tree, key, path);
    },
    async open(key) {
      const manifest = await manifestOf(key);
      const whole = manifest?.plan.files.every(({ path }) => manifest.done[path] !== undefined);
      if (!manifest || !whole) throw notKept(key);
      const { plan, done } = manifest;
      const files = plan.files.map(({ path }) => keptFile(tree, plan, path, done[path]!.size));
      return { plan, files };
    },
    remove: (key) => tree.removeFolder(key),
  };
}

const NOTHING = { bytes: 0, done: false };

/** Two plans of one address may be of different days: what does not tell of a change counts as unchanged. */
function sameContent(a: PlannedFile, b: PlannedFile): boolean {
  return (['size', 'sha256', 'gitOid', 'validator'] as const).every((field) => a[field] === b[field]);
}

async function empty(tree: FileTree, key: string, path: string): Promise<void> {
  await (await tree.append(key, nameOf(path), 0)).close();
}

/** Paths as names of one level. */
function nameOf(path: string): string {
  return encodeURIComponent(path);
}

/** A torn or foreign manifest is none: it can be planned again, and its parts are checked then. */
function parseManifest(bytes: Uint8Array): DownloadManifest | null {
  try {
    return downloadManifest.safeParse(JSON.parse(new TextDecoder().decode(bytes))).data ?? null;
  } catch {
    return null;
  }
}

function keptFile(tree: FileTree, { key, name }: DownloadPlan, path: string, size: number): InputFile {
  const where = `${name}/${path}`;
  return {
    path: where,
    size,
    stream: () => tree.stream(key, nameOf(path)),
    bytes: async () => {
      checkSize(where, size);
      const bytes = await tree.read(key, nameOf(path));
      if (bytes?.length === size) return bytes;
      throw new IsoglotError({
        code: 'storage',
        what: 'the kept file is no longer there, or not whole.',
        where,
        remedy: 'Delete it under Storage and download it again.',
      });
    },
  };
}

function notKept(key: string): IsoglotError {
  return new IsoglotError({
    code: 'storage',
    what: 'this is not kept, or not whole.',
    where: key,
    remedy: 'Download it, or go on with its download.',
  });
}
