import type { Interval } from './model';

/** What a plain mean over languages or pairs, or a figure of all domains or languages, has in the place of a name. */
export const MEAN = 'mean';
export const ALL = 'all';

/** Where a figure of the long table stands. */
export interface Place {
  setting: string;
  domain: string;
  query: string;
  passage: string;
}

/** A line of the long table; one whose value is no number is left out. */
export interface Line extends Place {
  metric: string;
  value: unknown;
  interval?: Interval | null;
  queries?: unknown;
}
