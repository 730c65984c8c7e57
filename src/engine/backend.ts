import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import { IsoglotError } from '../core/errors';
import type { Problem } from '../core/errors';
import type { BackendRequest, BackendSummary } from '../protocol';
import { findGpu, registerGpu } from './gpuDevice';
import type { Gpu, GpuVariant } from './gpuDevice';
import { shareClonesOnWasm } from './kernels/shareClones';
import { useOwnMatMul } from './kernels/matMul';
import { selfTest } from './selfTest';
import { simdOf, startSimd } from './simd/kernels';
import type { Heap, ThreadOptions } from './simd/kernels';

export interface BackendOptions {
  requested: BackendRequest;
  /** Folder (with a slash at its end) of TensorFlow.js's three .wasm files, or the address of each by file name. */
  wasmPaths?: string | Record<string, string>;
  /** For the wasm backend; more than one needs a worker of a cross-origin isolated page. Default: the caller's alone. */
  threads?: ThreadOptions;
  /** Of the GPU kernels; by default the one that suits the GPU. */
  variant?: GpuVariant;
  /** Whether a GPU must first show that it computes rightly; default true. */
  selfTest?: boolean;
  /** Heard at most once: results can't be trusted any more. */
  onFatal: (problem: Problem) => void;
}

/**
 * Starts TensorFlow.js. `auto` takes WebGPU on a real GPU, else wasm, else cpu, and says why; a backend that was asked
 * for by name and cannot start is an IsoglotError `backend`, never silently another one.
 */
export async function startBackend(options: BackendOptions): Promise<BackendSummary> {
  tf.enableProdMode();
  const { requested } = options;
  const found = requested === 'auto' || requested === 'webgpu' ? await findGpu() : null;
  const adapter = found && typeof found !== 'string' ? found.name : null;
  const summary = (used: BackendSummary['used'], reason: string, threads = 1): BackendSummary => ({
    requested,
    used,
    reason,
    adapter,
    threads,
  });

  if (requested !== 'auto') {
    const reason = 'it was asked for';
    if (requested === 'cpu') return summary('cpu', reason, await startCpu());
    if (requested === 'wasm') return summary('wasm', reason, await startWasm(options));
    if (typeof found === 'string') throw cannotStart('webgpu', found);
    await startGpu(found!, options);
    return summary('webgpu', reason);
  }

  const why = [];
  if (typeof found === 'string') why.push(found);
  else if (found!.software)
    why.push(
      `only a software GPU adapter (${found!.name.replace(' (software)', '')}) was found, and WebAssembly is faster there`,
    );
  else
    try {
      await startGpu(found!, options);
      return summary('webgpu', `a GPU was found (${found!.name})`);
    } catch (error) {
      why.push(error instanceof Error ? error.message : String(error));
    }
  try {
    const threads = await startWasm(options);
    return summary('wasm', why.join('; '), threads);
  } catch (error) {
    why.push(error instanceof Error ? error.message : String(error));
    return summary('cpu', why.join('; '), await startCpu());
  }
}

async function startCpu(): Promise<number> {
  await import('@tensorflow/tfjs-backend-cpu');
  await use('cpu');
  return 1;
}

/**
 * Gives the number of threads: those of our own kernels, which do nearly all the work. TensorFlow.js's own, of which it
 * allows half as many as there are cores, get nothing to do; its build for threads is taken for its shared memory.
 */
async function startWasm({ wasmPaths, threads }: BackendOptions): Promise<number> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  if (!tf.engine().registry['wasm']) {
    if (wasmPaths) wasm.setWasmPaths(wasmPaths);
    if (threads && threads.count > 1) wasm.setThreadsCount(1);
    else tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    shareClonesOnWasm();
  }
  await use('wasm');
  const { wasm: heap } = tf.backend() as unknown as { wasm: Heap };
  refuseWhenFull(heap);
  await startSimd(heap, threads);
  return simdOf(heap)?.threads ?? 1;
}

const guarded = new WeakSet<Heap>();

/** TensorFlow.js takes address 0, which means that there is no memory left, for any other and writes over its own data. */
function refuseWhenFull(heap: Heap): void {
  if (guarded.has(heap)) return;
  guarded.add(heap);
  // At its first call the function puts another into its place.
  heap._free(heap._malloc(8));
  const allocate = heap._malloc.bind(heap);
  heap._malloc = (bytes) => {
    const at = allocate(bytes);
    if (at === 0 && bytes > 0)
      throw new IsoglotError({
        code: 'backend',
        what: `The memory of WebAssembly (4 GB at most) is full: ${Math.ceil(bytes / 2 ** 20)} MB more were asked for.`,
        remedy: 'Trim the vocabulary, work on fewer texts at once, take a smaller batch, or use LoRA.',
      });
    return at;
  };
}

async function startGpu(
  gpu: Gpu,
  { onFatal, variant, selfTest: testing = true }: BackendOptions,
): Promise<void> {
  let refused = testing;
  await registerGpu(gpu, (problem) => refused || onFatal(problem), variant);
  // Fewer, longer command buffers: half the time spent in JavaScript (measured).
  tf.env().set('WEBGPU_DEFERRED_SUBMIT_BATCH_SIZE', 64);
  useOwnMatMul();
  await use('webgpu');
  if (!testing) return;
  const fault = await selfTest();
  if (fault) {
    tf.removeBackend('webgpu');
    throw cannotStart('webgpu', `the GPU ${gpu.name} computes wrongly; ${fault}`);
  }
  refused = false;
}

/** `setBackend` answers false instead of throwing. */
async function use(backend: BackendSummary['used']): Promise<void> {
  const started = await tf.setBackend(backend).catch((cause: unknown) => {
    throw cannotStart(backend, cause instanceof Error ? cause.message : String(cause));
  });
  if (!started) throw cannotStart(backend, 'TensorFlow.js could not initialise it');
}

function cannotStart(backend: BackendSummary['used'], reason: string): IsoglotError {
  return new IsoglotError({
    code: 'backend',
    what: `The backend "${backend}" cannot start: ${reason}.`,
    remedy:
      backend === 'webgpu'
        ? 'Choose the backend "auto" or "wasm", or a browser and a GPU with WebGPU.'
        : 'Choose the backend "auto" or "cpu".',
  });
}
