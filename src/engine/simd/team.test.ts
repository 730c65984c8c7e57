import { describe, expect, it } from 'vitest';
import { numbers } from '../testing/outcomes';
import { threadStarter } from '../testing/threads';
import { relaxedShared, plainShared } from './assembly/index.ts?assembly';
import { jobIn, PLACE, READY } from './job';
import type { ThreadStart } from './job';
import { startKernels } from './kernels';
import type { SimdKernels } from './kernels';
import { enableRelaxedSimd } from './node';
import { startTeam } from './team';
import type { Thread } from './team';

enableRelaxedSimd();
const MIB = 2 ** 20;
const memory = new WebAssembly.Memory({ initial: 2048, maximum: 65536, shared: true });
const heap = (() => {
  let free = 64 * MIB;
  return { _malloc: (bytes: number) => (free += Math.ceil(bytes / 16) * 16) - bytes, _free: () => undefined };
})();
const [A, B, OUT] = [1 * MIB, 8 * MIB, 32 * MIB];

/** The bytes of what `run` leaves in the first `count` numbers of OUT. */
function outcome(kernels: SimdKernels, count: number, run: (kernels: SimdKernels) => void): Buffer {
  const view = new Float32Array(memory.buffer, OUT, count).fill(NaN);
  run(kernels);
  return Buffer.from(view.slice().buffer);
}

describe.each([
  ['plain', plainShared],
  ['relaxed', relaxedShared],
] as const)('kernels of %s SIMD, shared by threads', (_name, base64) => {
  it('give the very numbers that one thread gives, job after job', async () => {
    const start = await threadStarter();
    const alone = (await startKernels(base64, memory, heap, true))!;
    const shared = (await startKernels(base64, memory, heap, true, { count: 3, start }))!;
    expect([alone.threads, shared.threads]).toEqual([1, 3]);
    new Float32Array(memory.buffer, A, 500_003).set(numbers(500_003, 1));
    new Float32Array(memory.buffer, B, 500_003).set(numbers(500_003, 2));
    const [texts, length, heads, width] = [21, 17, 2, 8];
    const [firsts, lengths] = [48 * MIB, 49 * MIB];
    new Int32Array(memory.buffer, firsts, texts).set(
      Array.from({ length: texts }, (_, text) => text * length),
    );
    new Int32Array(memory.buffer, lengths, texts).fill(length);
    const size = texts * length * heads * width;
    const gradients = [OUT, OUT + 4 * size, OUT + 8 * size] as const;
    const jobs: [count: number, run: (kernels: SimdKernels) => void][] = [
      [500_003, (kernels) => kernels.run('gelu', 500_003, A, OUT)],
      [
        701 * 131,
        (kernels) =>
          kernels.run('product', 701, A, 4 * 211, false, B, 4 * 211, true, 131, 211, A, OUT, 4 * 131),
      ],
      [
        701 * 131,
        (kernels) =>
          kernels.run('product', 701, A, 4 * 701, true, B, 4 * 131, false, 131, 400, 0, OUT, 4 * 131),
      ],
      [301 * 130, (kernels) => kernels.run('layerNorm', 301, A, B, B, OUT, 130, 1e-5)],
      [1003, (kernels) => kernels.run('columnSums', 1003, A, 400, 1003, OUT)],
      [256, (kernels) => kernels.run('sumSquares', 256, A, 500_003, 256, OUT)],
      [
        3 * size,
        (kernels) => {
          kernels.reserve(4 * length ** 2);
          kernels.run('attentionGradient', texts, A, B, A, B, A, firsts, lengths, ...gradients, heads, width);
        },
      ],
    ];
    for (let turn = 0; turn < 10; turn++)
      for (const [index, [count, run]] of jobs.entries())
        expect(outcome(shared, count, run).equals(outcome(alone, count, run)), `job ${index}`).toBe(true);
  });
});

describe('startTeam', () => {
  it('gives no team, and leaves no thread behind, where a thread cannot start', async () => {
    const ended: number[] = [];
    const thread = (index: number): Thread => ({
      onmessage: null,
      onerror: null,
      postMessage() {
        if (index === 0) this.onmessage!.call(this as Worker, { data: 'ready' } as MessageEvent);
        else this.onerror!.call(this as Worker, { message: 'blocked' } as ErrorEvent);
      },
      terminate: () => void ended.push(index),
    });
    const module = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    expect(await startTeam([thread(0), thread(1)], { module, memory, names: [] }, [])).toBeNull();
    expect(ended).toEqual([0, 1]);
  });
});

it('says that a thread has died at work in place of waiting for it for ever', async () => {
  const thread: Thread = {
    onmessage: null,
    onerror: null,
    terminate: () => undefined,
    postMessage: ({ job }: ThreadStart) => {
      // It joins the first job and is never heard of again.
      Atomics.add(jobIn(job).places, PLACE.active, 1);
      queueMicrotask(() => {
        thread.onmessage!.call(thread as Worker, { data: READY } as MessageEvent);
      });
    },
  };
  const done: number[] = [];
  const kernels = [(first: number, end: number) => done.push(first, end)];
  const start = { module: {} as WebAssembly.Module, memory, names: ['note'] };
  const team = (await startTeam([thread], start, kernels, 5))!;
  expect(() => team.share(0, [], 4, 2)).toThrow(/A thread of the WebAssembly backend has stopped/);
  expect(done).toEqual([0, 2, 2, 4]);
});
