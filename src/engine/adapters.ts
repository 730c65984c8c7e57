import * as tf from '@tensorflow/tfjs-core';
import type { EncoderDefinition, Weights } from '../core/encoderDefinition';
import { IsoglotError } from '../core/errors';
import type { LoraTarget } from '../core/lora';
import { createRng } from '../core/rng';
import { parameterShapes, storedName } from './parameters';
import type { Parameter } from './parameters';

/** Linear layers that may have an adapter, by the end of their names in a layer. */
const MODULES: Record<LoraTarget, readonly string[]> = {
  query: ['attention.self.query'],
  key: ['attention.self.key'],
  value: ['attention.self.value'],
  'attention-output': ['attention.output.dense'],
  'feed-forward': ['intermediate.dense', 'output.dense'],
};

/** Low-rank adapters (Hu et al. 2021): W x becomes W x + alpha / rank B A x, and A and B alone are trained. */
export interface LoraOptions {
  rank: number;
  alpha: number;
  targets: readonly LoraTarget[];
  /** Of the first A; the first B is 0, so that training starts from the encoder as it is. */
  seed: number;
}

/** Keeps the numbers apart from those that the same seed draws elsewhere, with fewer keys or more. */
const STREAM = 0x10a;

/** Names and shapes of the tensors of all adapters: A [rank, in] as `<layer>.lora_A`, B [out, rank] as `<layer>.lora_B`. */
export function adapterShapes(
  definition: EncoderDefinition,
  { rank, targets }: Pick<LoraOptions, 'rank' | 'targets'>,
): Map<string, [number, number]> {
  const shapes = parameterShapes(definition);
  const adapters = new Map<string, [number, number]>();
  for (let layer = 0; layer < definition.layers; layer++) {
    for (const module of targets.flatMap((target) => MODULES[target])) {
      const name = `encoder.layer.${layer}.${module}`;
      const [outputs, inputs] = shapes.get(`${name}.weight`) as [number, number];
      adapters.set(`${name}.lora_A`, [rank, inputs]).set(`${name}.lora_B`, [outputs, rank]);
    }
  }
  return adapters;
}

/**
 * The adapters of an encoder on the backend.
 * @param weights of a checkpoint, where training goes on; those of an encoder without adapters give new ones
 * @throws IsoglotError `bad-encoder` if an adapter of the checkpoint has another rank
 */
export function createAdapters(
  definition: EncoderDefinition,
  options: LoraOptions,
  prefix: string,
  weights: Weights,
): Map<string, Parameter> {
  const adapters = new Map<string, Parameter>();
  for (const [index, [name, shape]] of [...adapterShapes(definition, options)].entries()) {
    const stored = weights.get(storedName(prefix, name));
    if (stored && stored.shape.join() !== shape.join())
      throw new IsoglotError({
        code: 'bad-encoder',
        where: `${definition.name}, tensor ${name}`,
        what: `The adapter has the shape [${stored.shape.join(', ')}]; [${shape.join(', ')}] was expected.`,
        remedy: 'Resume with the configuration that the run was started with.',
      });
    const data =
      stored?.data ?? (name.endsWith('lora_A') ? uniform(shape, options.seed, index) : zeros(shape));
    adapters.set(name, { name, value: tf.keep(tf.tensor2d(data, shape)) });
  }
  return adapters;
}

/** PyTorch's own start of a linear layer, which the paper's code takes over: within 1 / sqrt(inputs) of 0. */
function uniform([rank, inputs]: [number, number], seed: number, index: number): Float32Array {
  const rng = createRng(seed, STREAM, 0, index);
  const bound = 1 / Math.sqrt(inputs);
  return Float32Array.from({ length: rank * inputs }, () => bound * (2 * rng.float() - 1));
}

function zeros([rows, columns]: [number, number]): Float32Array {
  return new Float32Array(rows * columns);
}
