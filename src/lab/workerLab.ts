import { IsoglotError, toProblem, type Problem } from '../core/errors';
import { isSameData } from '../core/sameData';
import type { BackendRequest, BackendSummary, Command, NamedData, Reply } from '../protocol';
import { openChannel, type Channel } from './channel';
import type { Lab, LabEvent } from './lab';

/** Work that outlives the worker that it began on. */
type LongCommand = Extract<Command, { type: 'train' | 'run-study' }>;
type OpenCommand = Extract<Command, { type: 'open-encoder' | 'open-data' }>;
type OpenFurther = Extract<Command, { type: 'open-further' }>;

/** Faults survived by a new worker on the same backend before WebGPU is given up for wasm. */
const SAME_BACKEND_RETRIES = 1;
/** Faults in a row after which the lab gives up: something is wrong that a new worker does not mend. */
const MAX_FAULTS = 4;

const REPLACED: Problem = { code: 'cancelled', what: 'The worker was replaced.' };
const NO_WORKER: Problem = {
  code: 'worker-crashed',
  what: 'No worker is running.',
  remedy: 'Choose a backend or load the page anew; saved runs can be continued from the table of runs.',
};

/**
 * The lab on a real worker. It remembers what was opened and what runs; when the worker dies or the GPU is lost, it
 * starts a new one, opens the same encoder and data again and goes on with the run from its last checkpoint.
 *
 * @param createWorker makes a fresh worker.
 * @param base URL that bundled files lie beside.
 */
export function createWorkerLab(createWorker: () => Worker, base: string): Lab {
  const listeners = new Set<(event: LabEvent) => void>();
  const opened = new Map<OpenCommand['type'], OpenCommand>();
  let further: { set: NamedData; command: OpenFurther }[] = [];
  let channel: Channel | null = null;
  let backend: BackendRequest = 'auto';
  let underWay: LongCommand | null = null;
  let stopping = false;
  let booting: Promise<unknown> = Promise.resolve();
  let faults = 0;

  const emit = (event: LabEvent) => listeners.forEach((listener) => listener(event));

  function replaceWorker(problem: Problem): Promise<BackendSummary> {
    const old = channel;
    const fresh: Channel = openChannel(createWorker(), (event) => {
      if (fresh !== channel) return;
      if (event.type === 'fatal') return onFault(event.problem);
      // A kept checkpoint is ground gained: the next fault counts as a first one again.
      if (event.type === 'history' && event.events.some((e) => e.type === 'checkpoint')) faults = 0;
      emit(event);
    });
    channel = fresh;
    old?.close(problem);
    const booted = boot();
    booting = booted.catch(() => undefined);
    return booted;
  }

  function call<T extends Command>(command: T): Promise<Reply<T['type']>> {
    if (!channel) return Promise.reject(new IsoglotError(NO_WORKER));
    return channel.call(command);
  }

  async function boot(): Promise<BackendSummary> {
    const summary = await call({ type: 'start', backend, base });
    for (const command of opened.values()) await call(command);
    for (const one of further) await openAgain(one);
    emit({ type: 'backend', backend: summary });
    return summary;
  }

  /** A file may have changed meanwhile: that must not keep the others from being used. */
  async function openAgain(one: (typeof further)[number]): Promise<void> {
    const used = channel;
    try {
      await call(one.command);
    } catch (error) {
      if (channel !== used) throw error;
      further = further.filter((other) => other !== one);
      emit({ type: 'further-lost', set: one.set, problem: toProblem(error) });
    }
  }

  function onFault(problem: Problem): void {
    faults++;
    if (faults > MAX_FAULTS) {
      emit({ type: 'fault', problem, recovering: null });
      channel?.close(problem);
      channel = null;
      return;
    }
    if (faults > SAME_BACKEND_RETRIES && backend !== 'cpu') backend = 'wasm';
    const where = faults > SAME_BACKEND_RETRIES ? `on ${backend}` : 'with a new worker';
    const what = underWay?.type === 'run-study' ? 'study' : 'run';
    const from = underWay ? `, the ${what} goes on from its last checkpoint` : '';
    emit({ type: 'fault', problem, recovering: `Starting again ${where}${from}.` });
    replaceWorker(problem).catch((error: unknown) => {
      if (!(error instanceof IsoglotError && error.code === 'cancelled')) onFault(toProblem(error));
    });
  }

  async function open<T extends OpenCommand>(command: T): Promise<Reply<T['type']>> {
    const reply = await call(command);
    opened.set(command.type, command);
    return reply;
  }

  async function tell(type: 'pause' | 'resume' | 'step' | 'stop' | 'cancel'): Promise<void> {
    if (underWay && type === 'pause') underWay.paused = true;
    if (underWay && type === 'resume') underWay.paused = false;
    if (type === 'stop') stopping = underWay !== null;
    await call({ type });
  }

  /** Works across the deaths of workers: a rejection by a worker that was replaced is an invitation to go on. */
  async function through<T extends LongCommand>(command: T): Promise<Reply<T['type']>> {
    underWay = command;
    stopping = false;
    try {
      for (;;) {
        const used = channel;
        try {
          const answer = call(command);
          // The worker that was to stop has died before it did.
          if (stopping) call({ type: 'stop' }).catch(() => undefined);
          return await answer;
        } catch (error) {
          if (channel === used || channel === null) throw error;
          await booting;
          if (command.type === 'train') command.resume = true;
        }
      }
    } finally {
      underWay = null;
    }
  }

  return {
    async start(requested) {
      backend = requested;
      faults = 0;
      return replaceWorker(REPLACED);
    },
    openEncoder: (source) => open({ type: 'open-encoder', source }),
    openData: (source, format) => open({ type: 'open-data', source, format }),
    async openFurther(source, format, taken) {
      const command: OpenFurther = { type: 'open-further', source, format, taken };
      const set = await call(command);
      further = [...further.filter((one) => !isSameData(one.set, set)), { set, command }];
      return set;
    },
    preview: (configuration, step, count) => call({ type: 'preview', configuration, step, count }),
    estimate: (configuration) => call({ type: 'estimate', configuration }),
    expect: (configuration, batches) => call({ type: 'expect', configuration, batches }),
    async measure(configuration) {
      await call({ type: 'measure', configuration });
    },
    async train(runId, configuration, options) {
      await through({ type: 'train', runId, configuration, ...options });
    },
    planStudy: (study) => call({ type: 'plan-study', study }),
    runStudy: (study, expected, options) => through({ type: 'run-study', study, expected, ...options }),
    exportEncoder: (runId, result) => call({ type: 'export-encoder', runId, result }),
    exportTrec: (runId, step, part) => call({ type: 'export-trec', runId, step, part }),
    pause: () => tell('pause'),
    resume: () => tell('resume'),
    step: () => tell('step'),
    stop: () => tell('stop'),
    cancel: () => tell('cancel'),
    inspect: (queryLanguage, passageLanguage, count) =>
      call({ type: 'inspect', queryLanguage, passageLanguage, count }),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
