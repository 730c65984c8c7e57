import { finalise } from '../../core/rng';
import { defineKernel } from './kernel';

/**
 * x with each element set to 0 where hash(index, key1, key2) < threshold (as unsigned numbers), and else multiplied by
 * `scale`. No state: the same keys give the same elements, whatever the order or the backend.
 */
export const dropOut = defineKernel({
  name: 'DropOut',
  inputs: ['x'],
  attributes: { key1: 'int32', key2: 'int32', threshold: 'int32', scale: 'float32' },
  host: ({ x }, result, { key1, key2, threshold, scale }) => {
    const least = threshold >>> 0;
    for (let i = 0; i < result.length; i++)
      result[i] = finalise(finalise(i ^ key1) + key2) >>> 0 < least ? 0 : scale * x[i]!;
  },
  gpuFunctions: `
    fn finalise(word : u32) -> u32 {
      var mixed = word;
      mixed = (mixed ^ (mixed >> 16u)) * 0x85ebca6bu;
      mixed = (mixed ^ (mixed >> 13u)) * 0xc2b2ae35u;
      return mixed ^ (mixed >> 16u);
    }`,
  gpu: `
    let drawn = finalise(finalise(bitcast<u32>(index ^ uniforms.key1)) + bitcast<u32>(uniforms.key2));
    result[index] = select(uniforms.scale * x[index], 0.0, drawn < bitcast<u32>(uniforms.threshold));`,
});
