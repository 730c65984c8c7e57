import { IsoglotError } from '../core/errors';
import type { HistoryEvent } from '../protocol';

/**
 * The part of a run's history that a checkpoint stands on. The checkpoint is written before it is noted, so a run that
 * was killed in between has the one without the other: then the history goes up to the checkpoint's step.
 * @param step of the checkpoint
 * @param file Name of the history, for messages.
 * @throws IsoglotError `bad-file` when the history ends before that step, or lacks the evaluation that it begins with.
 */
export function historyUpTo(step: number, events: readonly HistoryEvent[], file: string): HistoryEvent[] {
  const noted = events.findLastIndex((event) => event.type === 'checkpoint' && event.step === step);
  const made = events.findLastIndex(
    (event) => (event.type === 'step' || event.type === 'evaluation') && event.step === step,
  );
  const past = events.slice(0, (noted < 0 ? made : noted) + 1);
  const steps = past.filter((event) => event.type === 'step').length;
  if (past.length === 0 || steps !== step || !past.some((event) => event.type === 'evaluation')) {
    throw new IsoglotError({
      code: 'bad-file',
      what: `The checkpoint stands at step ${step}, but the history does not tell of the steps up to it.`,
      where: file,
      remedy: 'Give the folder as the run has left it, or start anew with --config.',
    });
  }
  return past;
}
