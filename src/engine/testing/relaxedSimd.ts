import { setFlagsFromString } from 'node:v8';

/** Node 20 has relaxed SIMD behind a flag; later ones and browsers have it anyway. */
export function enableRelaxedSimd(): void {
  setFlagsFromString('--experimental-wasm-relaxed-simd');
}
