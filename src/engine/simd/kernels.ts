import type { Address, Arguments } from './arguments';
import { plain, plainShared, relaxed, relaxedShared } from './assembly/index.ts?assembly';
import { MAX_THREADS } from './job';
import { chunkOf, SHARES } from './shares';
import { startTeam } from './team';
import type { Team, Thread } from './team';

/**
 * Kernels in AssemblyScript (`assembly/`, compiled by scripts/assembly-script.mjs) that work in place on the heap of
 * TensorFlow.js's wasm backend: they import its memory and get addresses of tensors in it, so nothing is copied. They
 * allocate nothing; scratch comes from the backend's own allocator.
 */

export interface SimdKernels {
  /** Whether a multiplication and the addition behind it are one instruction. */
  readonly fused: boolean;
  /** Threads that work on a kernel. */
  readonly threads: number;
  /** Does `units` units of a kernel's work, all of it. */
  run<Name extends keyof Arguments>(name: Name, units: number, ...args: Arguments[Name]): void;
  /** Sets elements of 4 bytes to 0. */
  clear(at: Address, elements: number): void;
  /** Sees to it that the kernels find so many bytes of scratch besides what they always have. */
  reserve(bytes: number): void;
}

type Exports = {
  [Name in keyof Arguments]: (...args: [...Arguments[Name], first: number, end: number]) => void;
} & { scratchBytes(): number; useScratch(at: Address): void };

/** What is needed of the Emscripten module of TensorFlow.js's wasm backend. */
export interface Heap {
  _malloc(bytes: number): Address;
  _free(at: Address): void;
  /** Where threads share the memory it is here, ... */
  wasmMemory?: WebAssembly.Memory;
  /** ... else among what the binary exports. */
  asm: { memory?: WebAssembly.Memory };
}

/** A page has one wasm backend, tests may start several. */
const started = new WeakMap<Heap, SimdKernels>();

/** Threads for the kernels to share their work with; only where the heap is shared memory, and in a worker. */
export interface ThreadOptions {
  /** The caller's own included. */
  count: number;
  /** Starts a worker that runs thread.ts. */
  start: () => Thread;
}

/**
 * Compiles the kernels for a heap, once; does nothing where the browser has no SIMD. A multiplication and an addition
 * in one instruction (relaxed SIMD) are used where they are at hand: the results differ from machine to machine in the
 * last bits, but not from run to run.
 */
export async function startSimd(heap: Heap, threads?: ThreadOptions): Promise<void> {
  const memory = heap.wasmMemory ?? heap.asm.memory;
  if (started.has(heap) || !memory) return;
  const shared = typeof SharedArrayBuffer === 'function' && memory.buffer instanceof SharedArrayBuffer;
  const candidates = shared ? [relaxedShared, plainShared] : [relaxed, plain];
  for (const [index, base64] of candidates.entries()) {
    const kernels = await startKernels(base64, memory, heap, index === 0, shared ? threads : undefined);
    if (kernels) {
      started.set(heap, kernels);
      return;
    }
  }
}

/** The kernels of a wasm backend's heap; null where there are none: then loops in JavaScript do their work. */
export function simdOf(heap: Heap): SimdKernels | null {
  return started.get(heap) ?? null;
}

const NAMES = Object.keys(SHARES) as (keyof Arguments)[];

/** Null if the engine doesn't know the instructions. */
export async function startKernels(
  base64: string,
  memory: WebAssembly.Memory,
  heap: Pick<Heap, '_malloc' | '_free'>,
  fused: boolean,
  threads?: ThreadOptions,
): Promise<SimdKernels | null> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return null;
  const module = await WebAssembly.compile(bytes);
  const exports = (await WebAssembly.instantiate(module, { env: { memory } })).exports as unknown as Exports;
  const kernels = NAMES.map((name) => exports[name] as (...numbers: number[]) => void);
  const others = Array.from({ length: Math.min(threads?.count ?? 1, MAX_THREADS) - 1 }, () =>
    threads!.start(),
  );
  const team = others.length > 0 ? await startTeam(others, { module, memory, names: NAMES }, kernels) : null;
  const scratch = createScratch(heap, exports, team);
  return {
    fused,
    threads: team?.threads ?? 1,
    run: (name, units, ...args) => {
      const kernel = NAMES.indexOf(name);
      const chunk = team ? chunkOf(name, args, units, team.threads) : units;
      if (team && chunk < units) team.share(kernel, args.map(Number), units, chunk);
      else kernels[kernel]!(...(args as number[]), 0, units);
    },
    clear: (at, elements) => new Uint32Array(memory.buffer, at, elements).fill(0),
    reserve: scratch.reserve,
  };
}

/** Scratch of every thread, which grows when a kernel needs more than it always has. */
function createScratch(
  heap: Pick<Heap, '_malloc' | '_free'>,
  exports: Exports,
  team: Team | null,
): Pick<SimdKernels, 'reserve'> {
  let spare = 0;
  let addresses: Address[] = [];
  const allocate = (): void => {
    for (const at of addresses) heap._free(at);
    addresses = Array.from(
      { length: team?.threads ?? 1 },
      () => heap._malloc(exports.scratchBytes() + spare) >>> 0,
    );
    exports.useScratch(addresses[0]!);
    team?.useScratch(addresses);
  };
  allocate();
  return {
    reserve: (bytes) => {
      if (bytes <= spare) return;
      spare = bytes;
      allocate();
    },
  };
}
