import { z } from 'zod';
import { WASM_URLS } from '../engine/wasmUrls';
import { command, type WorkerMessage } from '../protocol';
import { answer, createHandlers } from './commands';
import type { CommandContext } from './context';
import { createOutbox } from './outbox';
import { newSession } from './session';

/** The worker's door: commands in, messages out, both by schema. */
const post = (message: WorkerMessage) => self.postMessage(message);
const context: CommandContext = {
  session: newSession(),
  outbox: createOutbox(post),
  post,
  wasmPaths: WASM_URLS,
};
const handlers = createHandlers(context);
const envelope = z.object({ id: z.int(), command });

self.addEventListener('message', (event: MessageEvent<unknown>) => {
  const { id, command } = envelope.parse(event.data);
  void answer(handlers, context, id, command);
});
