/** What page and download worker say to each other; progress and problems go as from the other worker. */
import { z } from 'zod';
import { dataListing, downloadPlan } from './keptDownloads';

/** Page to worker. Each is answered once, by `reply` or `refused` with the same id. */
export const fetcherCommand = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('plan-encoder'),
    /** `organisation/name`, with `@revision` if wanted, or an address; as typed. */
    place: z.string().max(500),
    revision: z.string().max(200).nullable(),
    /** Address of the hub. */
    hub: z.url({ protocol: /^https?$/ }),
  }),
  z.object({
    type: z.literal('list-data'),
    /** `organisation/name`, with `@revision` and `#files` if wanted, or the address of a file; as typed. */
    place: z.string().max(2000),
    revision: z.string().max(200).nullable(),
    hub: z.url({ protocol: /^https?$/ }),
  }),
  z.object({ type: z.literal('download'), plan: downloadPlan }),
  /** Looking up as well as downloading. */
  z.object({ type: z.literal('cancel-download'), what: z.enum(['encoder', 'data']) }),
]);
export type FetcherCommand = z.infer<typeof fetcherCommand>;

export const plannedEncoder = z.object({
  plan: downloadPlan,
  /** Bytes that are kept already, by path. */
  kept: z.record(z.string(), z.int().min(0)),
  /** Every file is there and was checked. */
  complete: z.boolean(),
});
export type PlannedEncoder = z.infer<typeof plannedEncoder>;

export const fetcherReplies = {
  'plan-encoder': plannedEncoder,
  'list-data': dataListing,
  download: z.null(),
  'cancel-download': z.null(),
} as const satisfies Record<FetcherCommand['type'], z.ZodType>;
export type FetcherReply<T extends FetcherCommand['type']> = z.infer<(typeof fetcherReplies)[T]>;
