import type { PostTreatment } from './kinds';
import { passagesNeeded } from './treat';

/**
 * Says of which languages a treatment can't be estimated, and where a whitening stands on few passages.
 *
 * @param passages evaluated passages by language
 * @param queries evaluated queries by language
 */
export function treatmentWarnings(
  kind: PostTreatment,
  dimensions: number,
  passages: Record<string, number>,
  queries: Record<string, number>,
): string[] {
  if (kind === 'none') return [];
  if (kind === 'whitening') {
    const pool = Object.values(passages).reduce((sum, count) => sum + count, 0);
    if (pool > dimensions) return [];
    return [
      `post is "whitening", but the pool has ${pool} passages for ${dimensions} dimensions: ` +
        'directions without any variance are held by the regularisation alone.',
    ];
  }
  const needed = passagesNeeded(kind);
  return [...new Set([...Object.keys(passages), ...Object.keys(queries)])]
    .filter((language) => (passages[language] ?? 0) < needed)
    .sort()
    .map(
      (language) =>
        `post is "${kind}", which needs ${needed} passages of a language, but ${language} has ` +
        `${passages[language] ?? 0}: its ${passages[language] ?? 0} passages and ` +
        `${queries[language] ?? 0} queries stay as they are.`,
    );
}
