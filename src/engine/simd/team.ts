import { IsoglotError } from '../../core/errors';
import { JOB_BYTES, jobIn, PLACE, READY, workOn } from './job';
import type { ThreadStart } from './job';

/** What is used of a Worker that runs thread.ts. */
export type Thread = Pick<Worker, 'postMessage' | 'onmessage' | 'onerror' | 'terminate'>;

/** Threads that share the work of each kernel with the one that calls it. */
export interface Team {
  /** The caller included. */
  readonly threads: number;
  /**
   * Does units 0 .. `units` of a kernel in chunks. The results don't depend on who takes which: a chunk's numbers are
   * the same wherever it is computed.
   * @throws IsoglotError `worker-crashed` if a thread has died at work
   */
  share(kernel: number, numbers: readonly number[], units: number, chunk: number): void;
  /** Tells the threads where their scratch lies. */
  useScratch(addresses: readonly number[]): void;
}

/** Milliseconds that a chunk may take at most; it takes milliseconds. */
const PATIENCE = 30_000;

/** Looks before the caller sleeps until the others have finished. */
const LOOKS = 20_000;

/**
 * Starts threads; the caller must be a worker itself, for it waits.
 * @param kernels of the caller's own instance, in the order of `names`
 * @param patience milliseconds after which a thread that is still at work is taken for dead
 * @returns null if one of them cannot start
 */
export async function startTeam(
  threads: readonly Thread[],
  start: Pick<ThreadStart, 'module' | 'memory' | 'names'>,
  kernels: readonly ((...numbers: number[]) => void)[],
  patience = PATIENCE,
): Promise<Team | null> {
  const memory = new SharedArrayBuffer(JOB_BYTES);
  const job = jobIn(memory);
  const { places } = job;
  try {
    await Promise.all(
      threads.map(
        (thread, index) =>
          new Promise<void>((resolve, reject) => {
            thread.onmessage = ({ data }: MessageEvent<unknown>) => (data === READY ? resolve() : undefined);
            thread.onerror = ({ message }) => reject(new Error(message));
            const first: ThreadStart = { ...start, job: memory, thread: index + 1 };
            thread.postMessage(first);
          }),
      ),
    );
  } catch {
    for (const thread of threads) thread.terminate();
    return null;
  }
  return {
    threads: threads.length + 1,
    share: (kernel, numbers, units, chunk) => {
      job.arguments.set(numbers);
      Atomics.store(places, PLACE.arguments, numbers.length);
      Atomics.store(places, PLACE.kernel, kernel);
      Atomics.store(places, PLACE.units, units);
      Atomics.store(places, PLACE.chunk, chunk);
      Atomics.store(places, PLACE.next, 0);
      Atomics.store(places, PLACE.open, 1);
      Atomics.add(places, PLACE.generation, 1);
      Atomics.notify(places, PLACE.generation);
      workOn(job, kernels);
      Atomics.store(places, PLACE.open, 0);
      for (let look = 0; ; look++) {
        const active = Atomics.load(places, PLACE.active);
        if (active === 0) return;
        if (look <= LOOKS || Atomics.wait(places, PLACE.active, active, patience) !== 'timed-out') continue;
        // Twice: a machine that slept may have let the time run out by itself.
        if (Atomics.wait(places, PLACE.active, active, patience) === 'timed-out') throw threadStopped();
      }
    },
    useScratch: (addresses) =>
      addresses.forEach((at, thread) => Atomics.store(places, PLACE.scratch + thread, at)),
  };
}

function threadStopped(): IsoglotError {
  return new IsoglotError({
    code: 'worker-crashed',
    what: 'A thread of the WebAssembly backend has stopped in the middle of its work.',
    remedy: 'Load the page anew and continue the run from its checkpoint.',
  });
}
