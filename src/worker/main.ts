import wasmPlain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import wasmSimd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import wasmThreaded from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-threaded-simd.wasm?url';
import { z } from 'zod';
import { command, type WorkerMessage } from '../protocol';
import { answer, createHandlers, type CommandContext } from './commands';
import { createOutbox } from './outbox';
import { newSession } from './session';

/** The worker's door: commands in, messages out, both by schema. */
const post = (message: WorkerMessage) => self.postMessage(message);
const absolute = (url: string) => new URL(url, import.meta.url).href;
const context: CommandContext = {
  session: newSession(),
  outbox: createOutbox(post),
  post,
  wasmPaths: {
    'tfjs-backend-wasm.wasm': absolute(wasmPlain),
    'tfjs-backend-wasm-simd.wasm': absolute(wasmSimd),
    'tfjs-backend-wasm-threaded-simd.wasm': absolute(wasmThreaded),
  },
};
const handlers = createHandlers(context);
const envelope = z.object({ id: z.int(), command });

self.addEventListener('message', (event: MessageEvent<unknown>) => {
  const { id, command } = envelope.parse(event.data);
  void answer(handlers, context, id, command);
});
