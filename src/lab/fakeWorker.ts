import type { Command } from '../protocol';

type Answer = (command: Command) => unknown;

/**
 * A worker for tests: it records what it is told, answers by `answer` and can be made to speak or die.
 * An answer that is an `Error` becomes a refusal; `undefined` keeps the caller waiting.
 */
export function createFakeWorker(answer: Answer) {
  const target = new EventTarget();
  const heard: Command[] = [];
  let terminated = false;
  const say = (data: unknown) => target.dispatchEvent(Object.assign(new Event('message'), { data }));

  const worker = {
    postMessage(message: { id: number; command: Command }) {
      const { id, command } = message;
      heard.push(command);
      const value = answer(command);
      queueMicrotask(() => {
        if (terminated || value === undefined) return;
        if (value instanceof Error) {
          say({ type: 'refused', id, problem: { code: 'bad-file', what: value.message } });
        } else say({ type: 'reply', id, value });
      });
    },
    terminate() {
      terminated = true;
    },
    addEventListener: target.addEventListener.bind(target),
  };

  return {
    worker: worker as unknown as Worker,
    heard,
    say,
    isTerminated: () => terminated,
    /** The worker's own script throws. */
    crash: (message: string) => target.dispatchEvent(Object.assign(new Event('error'), { message })),
  };
}
