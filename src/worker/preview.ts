import { composeBatch } from '../core/batches/composeBatch';
import { trainingPairs } from '../experiment/trainingPairs';
import type { BatchPreview, Configuration } from '../protocol';
import { dataOf } from './data';
import type { Session } from './session';

/** The very batches, `count` at most, that are trained on from step `step` on, in words. */
export function previewBatches(
  session: Session,
  configuration: Configuration,
  step: number,
  count: number,
): BatchPreview[] {
  const data = dataOf(session, configuration);
  const { queries, passages } = data.corpus;
  const pool = trainingPairs({ data }, configuration);
  const { accumulate, steps, seed } = configuration;
  const first = step * accumulate;
  const last = Math.min(first + count, steps * accumulate);
  const previews: BatchPreview[] = [];
  for (let draw = first; draw < last; draw++) {
    const batch = composeBatch(pool, configuration, seed, draw);
    previews.push({
      draw,
      step: Math.floor(draw / accumulate),
      kind: batch.kind,
      pairs: batch.pairs.map((pair) => ({
        query: queries[pair.query]!.text,
        passage: passages[pair.passage]!.text,
        queryLanguage: pair.queryLanguage,
        passageLanguage: pair.passageLanguage,
        domain: queries[pair.query]!.domain,
        ...(pair.switch && {
          switch: {
            query: queries[pair.switch.query]!.text,
            language: queries[pair.switch.query]!.language,
            at: pair.switch.at,
          },
        }),
      })),
    });
  }
  return previews;
}
