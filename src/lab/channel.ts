import { IsoglotError, type Problem } from '../core/errors';
import {
  fetcherReplies,
  replies,
  reporterReplies,
  workerMessage,
  type Command,
  type FetcherCommand,
  type FetcherReply,
  type Reply,
  type ReporterCommand,
  type ReporterReply,
  type WorkerMessage,
} from '../protocol';

type Unsolicited = Exclude<WorkerMessage, { type: 'reply' | 'refused' }>;
type AnyCommand = Command | FetcherCommand | ReporterCommand;
type Answer<T extends AnyCommand['type']> = T extends Command['type']
  ? Reply<T>
  : T extends FetcherCommand['type']
    ? FetcherReply<T>
    : T extends ReporterCommand['type']
      ? ReporterReply<T>
      : never;
const answers = { ...replies, ...fetcherReplies, ...reporterReplies };
type Waiting = { type: AnyCommand['type']; resolve(value: unknown): void; reject(error: IsoglotError): void };

/** One worker, spoken to by schema: each command is answered once, everything else is an event. */
export interface Channel<C extends AnyCommand = Command> {
  call<T extends C>(command: T): Promise<Answer<T['type']>>;
  /** Terminates the worker; every command still waiting is rejected with `problem`. */
  close(problem: Problem): void;
}

/**
 * @param worker anything that posts and hears messages like a dedicated worker.
 * @param onEvent hears progress, history and faults; an uncaught error of the worker arrives as `fatal`.
 */
export function openChannel<C extends AnyCommand = Command>(
  worker: Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>,
  onEvent: (event: Unsolicited) => void,
): Channel<C> {
  const waiting = new Map<number, Waiting>();
  let nextId = 1;

  worker.addEventListener('message', (message) => {
    const event = workerMessage.parse((message as MessageEvent<unknown>).data);
    if (event.type !== 'reply' && event.type !== 'refused') return onEvent(event);
    const call = waiting.get(event.id);
    waiting.delete(event.id);
    if (!call) return;
    if (event.type === 'refused') return call.reject(new IsoglotError(event.problem));
    const parsed = answers[call.type].safeParse(event.value);
    if (parsed.success) call.resolve(parsed.data);
    else call.reject(new IsoglotError(foreignAnswer(call.type, parsed.error.message)));
  });
  worker.addEventListener('error', (event) => {
    const what = event.message || 'The worker could not be started.';
    onEvent({ type: 'fatal', problem: { code: 'worker-crashed', what, remedy: 'A new worker is started.' } });
  });

  return {
    call: (command) =>
      new Promise((resolve, reject) => {
        const id = nextId++;
        waiting.set(id, { type: command.type, resolve: resolve, reject });
        worker.postMessage({ id, command });
      }),
    close(problem) {
      worker.terminate();
      const calls = [...waiting.values()];
      waiting.clear();
      for (const call of calls) call.reject(new IsoglotError(problem));
    },
  };
}

function foreignAnswer(command: string, details: string): Problem {
  return {
    code: 'internal',
    what: `The worker answered "${command}" in a form that the page does not know.`,
    where: details.replaceAll(/\s+/g, ' ').slice(0, 200),
    remedy: 'Load the page anew: page and worker may be of different versions.',
  };
}
