import { useMemo } from 'react';
import type { EvaluationEvent } from '../../protocol';
import { useRun, useView } from '../workbench';
import { hasDomain, inDomain } from './inDomain';

/** The evaluations that the heatmap shows, and the domain that they are narrowed to; null: all. */
export function useSeen(): { evaluations: EvaluationEvent[]; domain: string | null } {
  const all = useRun((run) => run.evaluations);
  const chosen = useView((view) => view.domain);
  return useMemo(() => {
    const domain = hasDomain(all, chosen) ? chosen : null;
    return { evaluations: inDomain(all, domain), domain };
  }, [all, chosen]);
}
