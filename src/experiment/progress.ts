import type { ProgressEvent } from '../protocol';

/** Makes the progress events of one task, with an estimate of the time left from the mean rate so far. */
export function progressOf(
  task: string,
  label: string,
  unit: ProgressEvent['unit'],
): (done: number, total: number | null) => ProgressEvent {
  const started = performance.now();
  return (done, total) => {
    const seconds = (performance.now() - started) / 1000;
    const known = total !== null && done > 0 && seconds > 0.5;
    return {
      type: 'progress',
      task,
      label,
      done,
      total,
      unit,
      secondsLeft: known ? (seconds / done) * (total - done) : null,
    };
  };
}

/** Pulls a piece of work to its end, handing on each of its events, and gives what it returns. */
export async function drain<E, T>(work: AsyncGenerator<E, T>, hear: (event: E) => void): Promise<T> {
  let turn = await work.next();
  for (; !turn.done; turn = await work.next()) hear(turn.value);
  return turn.value;
}

/** Lets timers and messages through: awaiting a wasm result alone never leaves the microtask queue. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
