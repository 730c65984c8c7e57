import type { EvaluationEvent } from '../../protocol';

/**
 * Evaluations as if one domain were all there is: its scores in place of those of all. Intervals and changes were
 * counted cell by cell over all domains, and are left out. Evaluations without that domain stay as they are.
 */
export function inDomain(evaluations: EvaluationEvent[], domain: string | null): EvaluationEvent[] {
  if (!hasDomain(evaluations, domain)) return evaluations;
  return evaluations.map(({ intervals: _intervals, change: _change, ...evaluation }) => ({
    ...evaluation,
    scores: { ...evaluation.scores, ...evaluation.scores.domains[domain] },
  }));
}

/** Whether there is such a domain to be seen; another data set may have been opened since it was chosen. */
export function hasDomain(evaluations: EvaluationEvent[], domain: string | null): domain is string {
  return domain !== null && evaluations.length > 0 && evaluations.every((e) => domain in e.scores.domains);
}
