import { z } from 'zod';
import { studyCell, studyRecord } from './study';

/** A study in the browser's storage. Which of its runs are done is seen from their records. */
export const storedStudy = z.object({
  /** Its name as a key: two studies of one name are one. */
  key: z.string(),
  /** When it was last gone on with, ISO 8601. */
  updated: z.string(),
  /** Whether the encoders that its runs train are kept. */
  keepEncoders: z.boolean().default(false),
  record: studyRecord,
});
export type StoredStudy = z.infer<typeof storedStudy>;

/** What a study would do on what is open, checked before it starts. */
export const plannedStudy = z.object({
  key: z.string(),
  runs: z.array(
    studyCell.extend({
      id: z.string(),
      done: z.boolean(),
      /** Measured, of a run that is not done. */
      seconds: z.number().nullable(),
    }),
  ),
  /** Bytes that the largest of their steps needs. */
  bytes: z.number(),
});
export type PlannedStudy = z.infer<typeof plannedStudy>;

/** `left`: kept, to go on another day; `incomplete`: a run failed and the others are done. */
export const studyOutcome = z.enum(['done', 'left', 'incomplete']);
