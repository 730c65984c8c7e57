import { composeBatch } from '../core/batches/composeBatch';
import { trainingPairs } from '../experiment/trainingPairs';
import type { BatchPreview, Configuration } from '../protocol';
import { loaded, type Session } from './session';

/** The very batches that steps `step` .. `step + count - 1` train on, in words. */
export function previewBatches(
  session: Session,
  configuration: Configuration,
  step: number,
  count: number,
): BatchPreview[] {
  const { data } = loaded(session);
  const { queries, passages } = data.corpus;
  const pool = trainingPairs({ data }, configuration);
  const last = Math.min(step + count, configuration.steps);
  const previews: BatchPreview[] = [];
  for (let at = step; at < last; at++) {
    const batch = composeBatch(pool, configuration, configuration.seed, at);
    previews.push({
      step: at,
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
