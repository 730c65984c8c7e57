import type { Result } from '../../../protocol';
import type { Entry } from './model';

/**
 * What marks and brackets in a report mean, and what the results warn of.
 * @param reference the row that marks are against; undefined: nothing was tested
 */
export function notesOf(
  entries: readonly Entry[],
  results: readonly Result[],
  reference: string | undefined,
): string[] {
  const figures = entries.flatMap((entry) => [...entry.figures.values()]);
  const level = results.find(({ intervals }) => intervals)?.intervals?.level;
  const warnings = [...new Set(results.flatMap((result) => result.warnings))];
  return [
    ...(reference && figures.some(({ mark }) => mark)
      ? [
          `↑ ↓: significantly higher or lower than ${reference}; ≈: tested, not significant. Paired randomisation ` +
            'test by question, two-sided, Holm’s correction within the settings, the language pairs, and the query languages.',
        ]
      : []),
    ...(level !== undefined && figures.some(({ interval }) => interval)
      ? [`Brackets: ${Number((level * 100).toFixed(2))} % interval, percentile bootstrap over questions.`]
      : []),
    ...(figures.some(({ deviation }) => typeof deviation === 'number')
      ? ['±: standard deviation over seeds (divisor n - 1); the figure is their mean.']
      : []),
    ...(figures.some(({ zeroShot }) => zeroShot) ? ['z: a language that was not trained on.'] : []),
    ...warnings.map((warning) => `Warning: ${warning}`),
  ];
}
