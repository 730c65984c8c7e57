/** What page and report worker say to each other; progress and problems go as from the other workers. */
import { z } from 'zod';

/** Page to worker. Each is answered once, by `reply` or `refused` with the same id. */
export const reporterCommand = z.discriminatedUnion('type', [
  /** The report of the runs of a stored study that are done. */
  z.object({ type: z.literal('study-report'), key: z.string() }),
]);
export type ReporterCommand = z.infer<typeof reporterCommand>;

export const reporterReplies = {
  /** Texts with their paths. */
  'study-report': z.array(z.tuple([z.string(), z.string()])),
} as const satisfies Record<ReporterCommand['type'], z.ZodType>;
export type ReporterReply<T extends ReporterCommand['type']> = z.infer<(typeof reporterReplies)[T]>;
