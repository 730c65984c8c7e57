import * as tf from '@tensorflow/tfjs-core';
import { gpuVariant } from './gpuDevice';

/** Padded length of a text, of its own length and that of the longest text of the batch. */
export type Padding = (length: number, longest: number) => number;

/** wasm and cpu go text by text where tokens meet, so nothing needs padding there. */
export const noPadding: Padding = (length) => Math.max(1, length);

/** Few different lengths: multiples of 8 to 32, of 16 to 128, of 32 above. For GPUs emulated on a CPU. */
export const coarsePadding: Padding = (length) => {
  const unit = length <= 32 ? 8 : length <= 128 ? 16 : 32;
  return Math.max(unit, Math.ceil(length / unit) * unit);
};

/** One group a batch: a GPU has arithmetic to spare, but pays for every dispatch. */
export const uniformPadding: Padding = (_length, longest) => coarsePadding(longest, longest);

/** The padding that suits the backend in use. */
export function paddingOfBackend(): Padding {
  if (tf.getBackend() !== 'webgpu') return noPadding;
  return gpuVariant() === 'barrier-free' ? coarsePadding : uniformPadding;
}
