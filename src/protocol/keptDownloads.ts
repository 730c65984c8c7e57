/** Encoders and data that come from a hub or an address: what a download needs, and what is kept of it. */
import { z } from 'zod';

/** No encoder has more files than this, and no data set that is read at once. */
export const MAX_FILES = 2_000;
/** Of the files of a data set that were picked, as one text. */
export const MAX_PICK = 1_700;

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
/** As long as a configuration may name an encoder, at the least. */
const webAddress = z.url({ protocol: /^https?$/ }).max(500);
/** Relative, `/`-separated, without a way out of its folder. */
const relativePath = z
  .string()
  .max(300)
  .regex(
    /^(?!\.{1,2}(\/|$))[\w.@ +-]+(\/(?!\.{1,2}(\/|$))[\w.@ +-]+)*$/,
    'this is not a path within a folder',
  );

/** Where a download comes from. */
export const origin = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hub'),
    /** Address of the hub itself, e.g. `https://huggingface.co`. */
    hub: webAddress,
    /** E.g. `intfloat/multilingual-e5-small`. */
    id: z.string().min(1).max(200),
    /** Branch, tag or commit as it was asked for. */
    revision: z.string().min(1).max(200),
    commit: hex(40),
    /** Of a data set: the word that its paths on a hub begin with. */
    repository: z.literal('datasets').optional(),
    /** Of a data set: which of its files, where not those that are taken by themselves; see `picked`. */
    only: z.string().min(1).max(MAX_PICK).optional(),
  }),
  /** A folder that a web server offers; ends in `/`. */
  z.object({ kind: z.literal('address'), url: webAddress }),
  /** One file of data that a web server offers. */
  z.object({ kind: z.literal('file'), url: webAddress }),
]);
export type Origin = z.infer<typeof origin>;

/** One file, as far as its origin tells before it is downloaded. */
export const plannedFile = z.object({
  path: relativePath,
  /** In bytes; null where the server does not tell. */
  size: z.int().min(0).nullable(),
  /** SHA-256 of large files of a hub. */
  sha256: hex(64).nullable(),
  /** Git's own name of the content, which a hub tells of small files: SHA-1 of `blob SIZE\0` and the content. */
  gitOid: hex(40).nullable(),
  /** ETag or date of an address' file: another one later means another content. */
  validator: z.string().max(500).nullable(),
});
export type PlannedFile = z.infer<typeof plannedFile>;

/** All that a download takes, known before its first large byte. */
export const downloadPlan = z.object({
  /** Name of its folder in storage: the same origin and commit have the same key. */
  key: z.string().regex(/^[\w.@%+-]{1,180}$/),
  /** Last part of the id or address. */
  name: z.string().min(1).max(200),
  origin,
  licence: z.string().max(200).nullable(),
  files: z.array(plannedFile).min(1).max(MAX_FILES),
});
export type DownloadPlan = z.infer<typeof downloadPlan>;

/** `isoglot-manifest.json` beside kept files. What is not in `done` is a part, or not there yet. */
export const downloadManifest = z.object({
  schema: z.literal('isoglot/kept-encoder@1'),
  plan: downloadPlan,
  /** Files that are whole and were checked, by path. */
  done: z.record(z.string(), z.object({ size: z.int().min(0), sha256: hex(64) })),
  updated: z.iso.datetime(),
});
export type DownloadManifest = z.infer<typeof downloadManifest>;

/** What the list of kept downloads shows of one. */
export const keptDownload = z.object({
  key: z.string(),
  name: z.string(),
  /** Null: its manifest cannot be read, so that it can only be deleted. */
  plan: downloadPlan.nullable(),
  /** Bytes in storage. */
  bytes: z.int().min(0),
  /** Bytes when whole; null while unknown. */
  total: z.int().min(0).nullable(),
  complete: z.boolean(),
  /** ISO 8601; empty where the manifest cannot be read. */
  updated: z.string(),
});
export type KeptDownload = z.infer<typeof keptDownload>;

/** What a hub or server has of a data set that can be read, before anything is downloaded. */
export const dataListing = z.object({
  name: z.string().min(1).max(200),
  origin,
  licence: z.string().max(200).nullable(),
  files: z.array(plannedFile).min(1).max(MAX_FILES),
  /** Paths that are taken unless others are picked. */
  chosen: z.array(z.string()),
  /** Files of other kinds, which nobody can read here. */
  others: z.int().min(0),
});
export type DataListing = z.infer<typeof dataListing>;
