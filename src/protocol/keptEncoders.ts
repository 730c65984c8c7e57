/** Encoders that come from a hub or an address: what a download needs, and what is kept of it. */
import { z } from 'zod';

/** No encoder has more files than this; each is read whole. */
const MAX_FILES = 200;

const hex = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`));
/** As long as a configuration may name an encoder. */
const webAddress = z.url({ protocol: /^https?$/ }).max(500);
/** Relative, `/`-separated, without a way out of its folder. */
const relativePath = z
  .string()
  .max(300)
  .regex(
    /^(?!\.{1,2}(\/|$))[\w.@ +-]+(\/(?!\.{1,2}(\/|$))[\w.@ +-]+)*$/,
    'this is not a path within a folder',
  );

/** Where an encoder comes from. */
export const encoderOrigin = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hub'),
    /** Address of the hub itself, e.g. `https://huggingface.co`. */
    hub: webAddress,
    /** E.g. `intfloat/multilingual-e5-small`. */
    id: z.string().min(1).max(200),
    /** Branch, tag or commit as it was asked for. */
    revision: z.string().min(1).max(200),
    commit: hex(40),
  }),
  /** A folder that a web server offers; ends in `/`. */
  z.object({ kind: z.literal('address'), url: webAddress }),
]);
export type EncoderOrigin = z.infer<typeof encoderOrigin>;

/** One file of an encoder, as far as its origin tells before it is downloaded. */
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
export const encoderPlan = z.object({
  /** Name of its folder in storage: the same origin and commit have the same key. */
  key: z.string().regex(/^[\w.@%+-]{1,180}$/),
  /** Last part of the id or address. */
  name: z.string().min(1).max(200),
  origin: encoderOrigin,
  licence: z.string().max(200).nullable(),
  files: z.array(plannedFile).min(1).max(MAX_FILES),
});
export type EncoderPlan = z.infer<typeof encoderPlan>;

/** `isoglot-manifest.json` beside a kept encoder's files. What is not in `done` is a part, or not there yet. */
export const encoderManifest = z.object({
  schema: z.literal('isoglot/kept-encoder@1'),
  plan: encoderPlan,
  /** Files that are whole and were checked, by path. */
  done: z.record(z.string(), z.object({ size: z.int().min(0), sha256: hex(64) })),
  updated: z.iso.datetime(),
});
export type EncoderManifest = z.infer<typeof encoderManifest>;

/** What the list of kept encoders shows of one. */
export const keptEncoder = z.object({
  key: z.string(),
  name: z.string(),
  /** Null: its manifest cannot be read, so that it can only be deleted. */
  plan: encoderPlan.nullable(),
  /** Bytes in storage. */
  bytes: z.int().min(0),
  /** Bytes when whole; null while unknown. */
  total: z.int().min(0).nullable(),
  complete: z.boolean(),
  /** ISO 8601; empty where the manifest cannot be read. */
  updated: z.string(),
});
export type KeptEncoder = z.infer<typeof keptEncoder>;
