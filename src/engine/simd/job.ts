/** One kernel's work as the threads of a team share it: what it is stands in shared memory, and each takes chunks. */

/** Places in the Int32Array; all are used with Atomics alone. */
export const PLACE = {
  /** Counts jobs; threads sleep on it. */
  generation: 0,
  /** 1 while a thread may join the job. */
  open: 1,
  /** Threads that may be reading the job: the next one must wait for them. */
  active: 2,
  /** First unit that no thread has taken. */
  next: 3,
  /** Index in the list of kernels. */
  kernel: 4,
  units: 5,
  chunk: 6,
  arguments: 7,
  /** Address of the scratch of thread 0, 1, .. */
  scratch: 8,
} as const;

export const MAX_THREADS = 16;
const MOST_ARGUMENTS = 32;
const ARGUMENTS_AT = 4 * (PLACE.scratch + MAX_THREADS);

export interface Job {
  places: Int32Array;
  arguments: Float64Array;
}

export function jobIn(memory: SharedArrayBuffer): Job {
  return {
    places: new Int32Array(memory, 0, PLACE.scratch + MAX_THREADS),
    arguments: new Float64Array(memory, ARGUMENTS_AT, MOST_ARGUMENTS),
  };
}

export const JOB_BYTES = ARGUMENTS_AT + 8 * MOST_ARGUMENTS;

type Kernel = (...numbers: number[]) => void;

/** Takes chunks of the open job until there are none left. */
export function workOn({ places, arguments: values }: Job, kernels: readonly Kernel[]): void {
  const kernel = kernels[Atomics.load(places, PLACE.kernel)]!;
  const units = Atomics.load(places, PLACE.units);
  const chunk = Atomics.load(places, PLACE.chunk);
  const numbers = [...values.subarray(0, Atomics.load(places, PLACE.arguments))];
  for (;;) {
    const first = Atomics.add(places, PLACE.next, chunk);
    if (first >= units) return;
    kernel(...numbers, first, Math.min(first + chunk, units));
  }
}

/** The first message to a thread. */
export interface ThreadStart {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  job: SharedArrayBuffer;
  /** Names of the kernels by their index. */
  names: readonly string[];
  /** Which of the threads it is; 0 is the one that gives the work. */
  thread: number;
}

/** What a thread answers when it is about to wait for work. */
export const READY = 'ready';
