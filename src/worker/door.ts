import { z } from 'zod';
import { toProblem } from '../core/errors';
import type { WorkerMessage } from '../protocol';

type Handlers<C extends { type: string }> = {
  [T in C['type']]: (command: Extract<C, { type: T }>) => unknown;
};

/** The door of a small worker: commands in by schema, each answered once; what fails is refused in plain words. */
export function openDoor<C extends { type: string }>(
  command: z.ZodType<C>,
  handlers: Handlers<C>,
  post: (message: WorkerMessage) => void,
): void {
  const envelope = z.object({ id: z.int(), command });

  self.addEventListener('message', (event: MessageEvent<unknown>) => {
    const { id, command } = envelope.parse(event.data);
    void answer(id, command);
  });

  async function answer(id: number, command: C): Promise<void> {
    try {
      const handler = handlers[command.type as C['type']] as (command: C) => unknown;
      post({ type: 'reply', id, value: await handler(command) });
    } catch (error) {
      post({ type: 'refused', id, problem: toProblem(error) });
    }
  }
}
