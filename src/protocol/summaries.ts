import { z } from 'zod';
import { backendRequest } from './configuration';
import { dataFormat } from './dataFormat';

export const backendSummary = z.object({
  requested: backendRequest,
  used: z.enum(['webgpu', 'wasm', 'cpu']),
  /** Why this one, in plain words. */
  reason: z.string(),
  /** GPU adapter in words, e.g. "google swiftshader (software)"; null without WebGPU. */
  adapter: z.string().nullable(),
  threads: z.int().min(1),
});
export type BackendSummary = z.infer<typeof backendSummary>;

export const encoderSummary = z.object({
  name: z.string(),
  sha256: z.string(),
  revision: z.string().nullable(),
  /** Where it was downloaded from, as the command line takes it: `organisation/name@commit` or an address. */
  source: z.string().optional(),
  parameters: z.int(),
  vocabulary: z.int(),
  dimensions: z.int(),
  layers: z.int(),
  /** Bytes of all files read. */
  bytes: z.int(),
  /** What was assumed of it, in plain words; empty in records that are older than this field. */
  warnings: z.array(z.string()).default([]),
});
export type EncoderSummary = z.infer<typeof encoderSummary>;

export const dataSummary = z.object({
  name: z.string(),
  sha256: z.string(),
  /** Where they were downloaded from, as the command line takes it: `organisation/name@commit#files` or an address. */
  source: z.string().optional(),
  format: z.string(),
  languages: z.array(z.string()),
  domains: z.array(z.string()),
  /** Per language. */
  queries: z.record(z.string(), z.int().min(0)),
  candidates: z.record(z.string(), z.int().min(0)),
  /** Questions per domain, counted once over all languages. */
  questionsPerDomain: z.record(z.string(), z.int().min(0)),
  warnings: z.array(z.string()),
});
export type DataSummary = z.infer<typeof dataSummary>;

/** A further data set that is open, under the name and format by which a configuration's `moreData` finds it. */
export const furtherSet = z.object({
  data: z.string().min(1),
  format: dataFormat,
  summary: dataSummary,
  /** Pairs of a query and a relevant passage, by the query's language. */
  pairs: z.record(z.string(), z.int().min(0)),
});
export type FurtherSet = z.infer<typeof furtherSet>;
