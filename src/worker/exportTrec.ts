import { IsoglotError } from '../core/errors';
import { qrelsLines, runLines } from '../experiment/trecExport';
import { MEASUREMENT } from '../protocol';
import { loaded, type Session } from './session';

/**
 * TREC run or qrels of the latest evaluation.
 * @throws IsoglotError where that is not of the run and step that the page shows: rankings of others are not kept.
 */
export function exportTrec(session: Session, runId: string, step: number, part: 'run' | 'qrels'): Blob {
  const { latest } = session;
  // A measurement of the untouched encoder may stand in for a run's own first scores.
  const same = latest?.runId === runId || (latest?.runId === MEASUREMENT && step === 0);
  if (!latest || !same || latest.step !== step) {
    throw new IsoglotError({
      code: 'bad-configuration',
      what: 'The rankings behind these scores are no longer there.',
      remedy: 'Rankings of the latest evaluation alone are kept: measure or train again.',
    });
  }
  const { corpus } = loaded(session).data;
  const lines = part === 'run' ? runLines : qrelsLines;
  return new Blob([lines(corpus, latest.evaluation.table)], { type: 'text/plain' });
}
