import type { Best, HistoryEvent } from '../protocol';
import type { ProgressLine } from './progress';

/** A line for what a person waits for: evaluations, and a step now and then. */
export function sayEvent(event: HistoryEvent, steps: number, progress: ProgressLine): void {
  if (event.type === 'step') {
    progress.show({
      type: 'progress',
      task: 'train',
      label: `loss ${event.loss.toFixed(4)}`,
      done: event.step,
      total: steps,
      unit: 'steps',
      secondsLeft: (steps - event.step) * event.seconds,
    });
  } else if (event.type === 'evaluation') {
    const { monolingual, crosslingual, multilingual, languageBias } = event.scores;
    const figure = (map: number | null) => map?.toFixed(4) ?? '-';
    const distance = languageBias.rankDistance.mean?.toFixed(1) ?? '-';
    progress.say(
      `step ${event.step}: mAP mono ${figure(monolingual.map)} cross ${figure(crosslingual.map)} ` +
        `multi ${figure(multilingual.map)} · rank distance ${distance}`,
    );
  } else if (event.type === 'warning') progress.say(`warning: ${event.message}`);
  else if (event.type === 'done' && event.best) progress.say(bestWords(event.step, event.best, event.early));
}

function bestWords(made: number, { by, step, value }: Best, early = false): string {
  const end = early ? `Stopped early at step ${made}` : `Trained ${made} steps`;
  return `${end}, best step ${step} (${by} ${value.toPrecision(4)}): its encoder is the result`;
}
