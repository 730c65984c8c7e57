import { jobIn, PLACE, READY, workOn } from './job';
import type { Job, ThreadStart } from './job';

/**
 * A worker that helps with kernels (see team.ts), for as long as its owner lives. Between two kernels of a step only
 * microseconds pass, so it looks a while whether there is more before it sleeps: waking takes longer than that.
 */
const LOOKS = 4000;

self.onmessage = ({ data }: MessageEvent<ThreadStart>): void => {
  const { exports } = new WebAssembly.Instance(data.module, { env: { memory: data.memory } });
  const kernels = data.names.map((name) => exports[name] as (...numbers: number[]) => void);
  const useScratch = exports['useScratch'] as (at: number) => void;
  self.postMessage(READY);
  serve(jobIn(data.job), kernels, useScratch, data.thread);
};

function serve(
  job: Job,
  kernels: readonly ((...numbers: number[]) => void)[],
  useScratch: (at: number) => void,
  thread: number,
): never {
  const { places } = job;
  let seen = 0;
  let scratch = 0;
  for (;;) {
    for (let look = 0; look < LOOKS && Atomics.load(places, PLACE.generation) === seen; look++);
    Atomics.wait(places, PLACE.generation, seen);
    seen = Atomics.load(places, PLACE.generation);
    // Announced before it is asked whether the job is open: its owner closes it first and looks then who is active.
    Atomics.add(places, PLACE.active, 1);
    if (Atomics.load(places, PLACE.open) === 1) {
      const own = Atomics.load(places, PLACE.scratch + thread);
      if (own !== scratch) useScratch(own);
      scratch = own;
      workOn(job, kernels);
    }
    Atomics.sub(places, PLACE.active, 1);
    Atomics.notify(places, PLACE.active);
  }
}
