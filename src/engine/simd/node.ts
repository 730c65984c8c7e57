import { setFlagsFromString } from 'node:v8';

/**
 * Lets `startSimd` find relaxed SIMD in Node 20, which has it behind a flag; later ones and browsers have it anyway.
 * To be called before a backend starts.
 */
export function enableRelaxedSimd(): void {
  setFlagsFromString('--experimental-wasm-relaxed-simd');
}
