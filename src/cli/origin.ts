import { existsSync } from 'node:fs';
import { z } from 'zod';
import { IsoglotError } from '../core/errors';
import { readTextFile } from '../io/nodeFiles';
import { parseBy, parseJson } from '../io/json';

const named = z.object({ name: z.string(), sha256: z.string() });

/** What a run began with: it goes on with nothing else. */
export const origin = z.object({
  schema: z.literal('isoglot/origin@1'),
  encoder: named,
  data: named,
  /** Further data sets; missing where there are none. */
  moreData: z.array(named).optional(),
});
export type Origin = z.infer<typeof origin>;

/** Of the encoder and the data that are open. */
export function originOf({ encoder, data, moreData }: Omit<Origin, 'schema'>): Origin {
  const fingerprint = ({ name, sha256 }: z.infer<typeof named>) => ({ name, sha256 });
  return {
    schema: 'isoglot/origin@1',
    encoder: fingerprint(encoder),
    data: fingerprint(data),
    ...(moreData && { moreData: moreData.map(fingerprint) }),
  };
}

/**
 * Refuses to go on with other content than the run began with, under whatever name it comes.
 * @param file of the run's folder; runs of older versions have none and go on
 * @throws IsoglotError `bad-configuration` naming what has changed; `bad-file` if the file is damaged.
 */
export async function requireOrigin(file: string, now: Origin): Promise<void> {
  if (!existsSync(file)) return;
  const remedy = 'Start the run anew with --config.';
  const then = parseBy(origin, parseJson(await readTextFile(file), file), file, remedy);
  const parts = (of: Origin) => [
    ['encoder', of.encoder] as const,
    ['data', of.data] as const,
    ...(of.moreData ?? []).map((one) => ['further data set', one] as const),
  ];
  const [past, present] = [parts(then), parts(now)];
  for (const [i, [kind]] of (past.length > present.length ? past : present).entries()) {
    const [began, goesOn] = [past[i]?.[1], present[i]?.[1]];
    if (goesOn?.sha256 === began?.sha256) continue;
    const found = goesOn ? `${goesOn.name} has the SHA-256 ${goesOn.sha256.slice(0, 12)}…` : 'it is gone';
    const former = began ? `${began.name}, ${began.sha256.slice(0, 12)}…` : 'none';
    throw new IsoglotError({
      code: 'bad-configuration',
      what: `The ${kind} has changed since the run began: ${found}, ` + `the run began with ${former}.`,
      where: file,
      remedy: `Go on with the ${kind} as it was, or start anew with --config.`,
    });
  }
}
