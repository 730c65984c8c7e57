import { IsoglotError } from '../core/errors';

/** How far a long computation has come. */
export interface Progress {
  done: number;
  total: number;
}

/** Throws `cancelled` if a person has changed their mind. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw new IsoglotError({ code: 'cancelled', what: 'Cancelled.' });
}

/** Lets messages and timers in: reading from wasm or cpu only takes a microtask, which lets in neither. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}
