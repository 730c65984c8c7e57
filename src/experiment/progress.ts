import type { ProgressEvent } from '../protocol';

/**
 * Makes the progress events of one task, with an estimate of the time left from the mean rate so far.
 * @param from What was done of it before, at another time.
 */
export function progressOf(
  task: string,
  label: string,
  unit: ProgressEvent['unit'],
  from = 0,
): (done: number, total: number | null) => ProgressEvent {
  const started = performance.now();
  return (done, total) => {
    const seconds = (performance.now() - started) / 1000;
    const known = total !== null && done > from && seconds > 0.5;
    return {
      type: 'progress',
      task,
      label,
      done,
      total,
      unit,
      secondsLeft: known ? Math.max(0, (seconds / (done - from)) * (total - done)) : null,
    };
  };
}

/** Pulls a piece of work to its end, handing on each of its events, and gives what it returns. */
export async function drain<E, T>(work: AsyncGenerator<E, T>, hear: (event: E) => void): Promise<T> {
  let turn = await work.next();
  for (; !turn.done; turn = await work.next()) hear(turn.value);
  return turn.value;
}

/** Hands on how much of a piece of work is done, `offset` more before it, and gives what it returns. */
export async function* counted<T>(
  work: AsyncGenerator<{ done: number }, T>,
  progress: (done: number, total: number) => ProgressEvent,
  offset: number,
  total: number,
): AsyncGenerator<ProgressEvent, T> {
  for (;;) {
    const turn = await work.next();
    if (turn.done) return turn.value;
    yield progress(offset + turn.value.done, total);
  }
}

/** Runs a long calculation to its end, with a breath at each of its pauses. */
export function patiently<T>(work: Generator<unknown, T>): Promise<T> {
  return drain(
    breathing(work, () => undefined),
    () => undefined,
  );
}

/** The same, with an event made of what it says at each pause. */
export async function* breathing<S, E, T>(
  work: Generator<S, T>,
  eventOf: (said: S) => E,
): AsyncGenerator<E, T> {
  for (;;) {
    const turn = work.next();
    if (turn.done) return turn.value;
    yield eventOf(turn.value);
    await breathe();
  }
}

/** Lets timers and messages through: awaiting a wasm result alone never leaves the microtask queue. */
export function breathe(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
