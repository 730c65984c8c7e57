import { Worker as NodeWorker } from 'node:worker_threads';
import { build } from 'vite';
import type { Thread } from '../simd/team';
import { repositoryPath } from './fixtures';

/** What a browser's worker has and Node's hasn't. */
const BROWSER = `
  const { parentPort } = require('node:worker_threads');
  globalThis.self = globalThis;
  self.postMessage = (message) => parentPort.postMessage(message);
  parentPort.on('message', (data) => self.onmessage({ data }));`;

/** Gives the function that starts simd/thread.ts in a thread of Node, as a page does in a worker. */
export async function threadStarter(): Promise<() => Thread> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      lib: { entry: repositoryPath('src/engine/simd/thread.ts'), formats: ['iife'], name: 'thread' },
    },
  });
  const [{ output }] = [built].flat() as unknown as [{ output: [{ code: string }] }];
  return () => {
    const worker = new NodeWorker(`${BROWSER}\n${output[0].code}`, { eval: true });
    worker.unref();
    const thread: Thread = {
      postMessage: (message: unknown) => worker.postMessage(message),
      onmessage: null,
      onerror: null,
      terminate: () => void worker.terminate(),
    };
    worker.on('message', (data: unknown) => {
      thread.onmessage?.call(thread as Worker, { data } as MessageEvent);
    });
    worker.on('error', (error) => {
      thread.onerror?.call(thread as Worker, { message: String(error) } as ErrorEvent);
    });
    return thread;
  };
}
