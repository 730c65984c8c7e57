import * as tf from '@tensorflow/tfjs-core';
import type { EncoderDefinition, Weights } from '../core/encoderDefinition';
import { IsoglotError } from '../core/errors';
import { createRng } from '../core/rng';
import { parameterShapes, storedName } from './parameters';
import type { Parameter } from './parameters';

/** Linear layers that may have an adapter, by the end of their names in a layer. */
const MODULES = {
  query: ['attention.self.query'],
  key: ['attention.self.key'],
  value: ['attention.self.value'],
  'attention-output': ['attention.output.dense'],
  'feed-forward': ['intermediate.dense', 'output.dense'],
} as const;

export type LoraTarget = keyof typeof MODULES;

/** Low-rank adapters (Hu et al. 2021): W x becomes W x + alpha / rank B A x, and A and B alone are trained. */
export interface LoraOptions {
  rank: number;
  alpha: number;
  targets: readonly LoraTarget[];
  /** Of the first A; the first B is 0, so that training starts from the encoder as it is. */
  seed: number;
}

/** Keeps the numbers apart from those that the same seed draws elsewhere. */
const STREAM = 0x10a;

/**
 * A [rank, in] and B [out, rank] of each adapted layer, by the names `<layer>.lora_A` and `<layer>.lora_B`.
 * @param weights of a checkpoint, where training goes on; those of an encoder without adapters give new ones
 * @throws IsoglotError `bad-encoder` if an adapter of the checkpoint has another rank
 */
export function createAdapters(
  definition: EncoderDefinition,
  { rank, targets, seed }: LoraOptions,
  prefix: string,
  weights: Weights,
): Map<string, Parameter> {
  const shapes = parameterShapes(definition);
  const adapters = new Map<string, Parameter>();
  const add = (name: string, shape: [number, number], initial: () => Float32Array): void => {
    const stored = weights.get(storedName(prefix, name));
    if (stored && stored.shape.join() !== shape.join())
      throw new IsoglotError({
        code: 'bad-encoder',
        where: `${definition.name}, tensor ${name}`,
        what: `The adapter has the shape [${stored.shape.join(', ')}]; [${shape.join(', ')}] was expected.`,
        remedy: 'Resume with the configuration that the run was started with.',
      });
    adapters.set(name, { name, value: tf.keep(tf.tensor2d(stored?.data ?? initial(), shape)) });
  };
  for (let layer = 0; layer < definition.layers; layer++) {
    for (const [index, module] of targets.flatMap((target) => MODULES[target]).entries()) {
      const name = `encoder.layer.${layer}.${module}`;
      const [outputs, inputs] = shapes.get(`${name}.weight`) as [number, number];
      const rng = createRng(seed, STREAM, layer, index);
      // PyTorch's own start of a linear layer, which the paper's code takes over.
      const bound = 1 / Math.sqrt(inputs);
      add(`${name}.lora_A`, [rank, inputs], () =>
        Float32Array.from({ length: rank * inputs }, () => bound * (2 * rng.float() - 1)),
      );
      add(`${name}.lora_B`, [outputs, rank], () => new Float32Array(outputs * rank));
    }
  }
  return adapters;
}
