import { plain, plainShared, relaxed, relaxedShared } from './assembly/index.ts?assembly';

/**
 * Kernels in AssemblyScript (`assembly/`, compiled by scripts/assembly-script.mjs) that work in place on the heap of
 * TensorFlow.js's wasm backend: they import its memory and get addresses of tensors in it, so nothing is copied. They
 * allocate nothing; scratch comes from the backend's own allocator.
 */

/** Place of a tensor's first element in the heap, in bytes. */
export type Address = number;

/** Arguments of each kernel; what a unit of its work is stands at the end of each line. */
interface Arguments {
  /** A B + bias, see assembly/product.ts; steps in bytes; bias 0 for none. Rows of A. */
  product: [
    a: Address,
    aStep: number,
    aTransposed: boolean,
    b: Address,
    bStep: number,
    bTransposed: boolean,
    columns: number,
    inner: number,
    bias: Address,
    to: Address,
    toStep: number,
  ];
  /** Texts. */
  attentionProbabilities: [
    q: Address,
    k: Address,
    firsts: Address,
    lengths: Address,
    p: Address,
    heads: number,
    width: number,
  ];
  /** Texts. */
  attentionContext: [
    p: Address,
    v: Address,
    firsts: Address,
    lengths: Address,
    to: Address,
    heads: number,
    width: number,
  ];
  /** Needs spare scratch: see assembly/attention.ts. Texts. */
  attentionGradient: [
    q: Address,
    k: Address,
    v: Address,
    p: Address,
    dy: Address,
    firsts: Address,
    lengths: Address,
    dq: Address,
    dk: Address,
    dv: Address,
    heads: number,
    width: number,
  ];
  /** Elements. */
  gelu: [x: Address, to: Address];
  /** Elements. */
  geluGradient: [x: Address, dy: Address, to: Address];
  /** Rows. */
  layerNorm: [x: Address, gamma: Address, beta: Address, to: Address, columns: number, eps: number];
  /** Rows. */
  layerNormGradient: [x: Address, gamma: Address, dy: Address, to: Address, columns: number, eps: number];
  /** Rows. */
  layerNormScaled: [x: Address, dy: Address, to: Address, columns: number, eps: number];
  /** Columns. */
  columnSums: [x: Address, rows: number, columns: number, to: Address];
  /** Relevant passages; see assembly/rank.ts. */
  rankCounts: [
    scores: Address,
    candidates: number,
    relevant: Address,
    rowOf: Address,
    runs: Address,
    runCount: number,
    languages: number,
    to: Address,
  ];
  /** Parts. */
  sumSquares: [x: Address, count: number, parts: number, to: Address];
  /** newW, newM and newV may be w, m and v. Elements. */
  adamW: [
    w: Address,
    m: Address,
    v: Address,
    g: Address,
    newW: Address,
    newM: Address,
    newV: Address,
    beta1: number,
    share1: number,
    beta2: number,
    share2: number,
    keep: number,
    rate: number,
    root: number,
    eps: number,
  ];
  /** Steps from .. steps of a schedule of keep, rate and root, in place. Elements. */
  adamWWithoutGradient: [
    w: Address,
    m: Address,
    v: Address,
    schedule: Address,
    from: number,
    steps: number,
    beta1: number,
    beta2: number,
    eps: number,
  ];
}

export interface SimdKernels {
  /** Whether a multiplication and the addition behind it are one instruction. */
  readonly fused: boolean;
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

/** Kernels that have no others beside them in a module: a page has one wasm backend, tests may start several. */
const started = new WeakMap<Heap, SimdKernels>();

/**
 * Compiles the kernels for a heap, once; does nothing where the browser has no SIMD. A multiplication and an addition
 * in one instruction (relaxed SIMD) are used where they are at hand: the results differ from machine to machine in the
 * last bits, but not from run to run.
 */
export async function startSimd(heap: Heap): Promise<void> {
  const memory = heap.wasmMemory ?? heap.asm.memory;
  if (started.has(heap) || !memory) return;
  const shared = typeof SharedArrayBuffer === 'function' && memory.buffer instanceof SharedArrayBuffer;
  const candidates = shared ? [relaxedShared, plainShared] : [relaxed, plain];
  for (const [index, base64] of candidates.entries()) {
    const kernels = await startKernels(base64, memory, heap, index === 0);
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

/** Null if the engine doesn't know the instructions. */
export async function startKernels(
  base64: string,
  memory: WebAssembly.Memory,
  heap: Pick<Heap, '_malloc' | '_free'>,
  fused: boolean,
): Promise<SimdKernels | null> {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  if (!WebAssembly.validate(bytes)) return null;
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  const exports = instance.exports as unknown as Exports;
  const own = exports.scratchBytes();
  let spare = 0;
  let scratch = heap._malloc(own) >>> 0;
  exports.useScratch(scratch);
  return {
    fused,
    run: (name, units, ...args) => {
      const kernel = exports[name] as (...numbers: unknown[]) => void;
      kernel(...args, 0, units);
    },
    clear: (at, elements) => new Uint32Array(memory.buffer, at, elements).fill(0),
    reserve: (wanted) => {
      if (wanted <= spare) return;
      spare = wanted;
      heap._free(scratch);
      scratch = heap._malloc(own + spare) >>> 0;
      exports.useScratch(scratch);
    },
  };
}
