import * as tf from '@tensorflow/tfjs-core';
import type { EncoderDefinition, Weights } from '../core/encoderDefinition';
import type { TokenBatch } from './collate';
import { applyHead } from './head';
import { attention } from './ops/attention';
import { embed } from './ops/embed';
import { gelu } from './ops/gelu';
import { l2Normalize } from './ops/l2Normalize';
import { layerNorm } from './ops/layerNorm';
import { linear } from './ops/linear';
import { pool } from './ops/pool';
import { createParameters, storedName } from './parameters';
import type { Parameter } from './parameters';

/** A sentence encoder whose weights lie on the current backend. */
export interface Encoder {
  readonly definition: EncoderDefinition;
  /** By name without prefix; the optimiser replaces the values. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /**
   * Hidden rows [N, H] after the embedding block and after each layer, layers + 1 in all (padding rows hold numbers
   * without meaning). To be called inside `tf.tidy`.
   */
  hiddenStates(batch: TokenBatch): tf.Tensor[];
  /** L2-normalised sentence embeddings [texts, dimensions] in the order of the batch. To be called inside `tf.tidy`. */
  embed(batch: TokenBatch): tf.Tensor;
  /** All tensors it was made from under their own names: trained ones as they are now, others unchanged. */
  exportWeights(): Promise<Weights>;
  dispose(): void;
}

/**
 * BERT and XLM-R encoder (Devlin et al. 2019, post-layer-norm) with pooling (Reimers & Gurevych 2019) and dense layers.
 * @param weights by Hugging Face name; `bert.`, `roberta.` and `0.auto_model.` before the names are understood
 * @throws IsoglotError `bad-encoder` naming the tensor that is missing or has a wrong shape
 */
export function createEncoder(definition: EncoderDefinition, weights: Weights): Encoder {
  const { prefix, parameters } = createParameters(definition, weights);
  const stored = new Set([...parameters.keys()].map((name) => storedName(prefix, name)));
  const others = [...weights].filter(([name]) => !stored.has(name));
  const eps = definition.layerNormEps;

  const parameter = (name: string): tf.Tensor => parameters.get(name)!.value;
  const dense = (x: tf.Tensor, name: string): tf.Tensor =>
    linear(x, parameter(`${name}.weight`), parameter(`${name}.bias`));
  const normed = (x: tf.Tensor, name: string): tf.Tensor =>
    layerNorm(x, parameter(`${name}.LayerNorm.weight`), parameter(`${name}.LayerNorm.bias`), eps);

  const embeddingBlock = (batch: TokenBatch): tf.Tensor => {
    const table = (kind: string): tf.Tensor => parameter(`embeddings.${kind}_embeddings.weight`);
    return normed(embed(table('word'), table('position'), table('token_type'), batch), 'embeddings');
  };

  const layer = (x: tf.Tensor, { groups }: TokenBatch, at: string): tf.Tensor => {
    const [q, k, v] = ['query', 'key', 'value'].map((part) => dense(x, `${at}.attention.self.${part}`));
    const context = attention(q!, k!, v!, groups, definition.heads);
    const attended = normed(
      tf.add(dense(context, `${at}.attention.output.dense`), x),
      `${at}.attention.output`,
    );
    const widened = gelu(dense(attended, `${at}.intermediate.dense`));
    return normed(tf.add(dense(widened, `${at}.output.dense`), attended), `${at}.output`);
  };

  const hiddenStates = (batch: TokenBatch): tf.Tensor[] => {
    const states = [embeddingBlock(batch)];
    for (let index = 0; index < definition.layers; index++)
      states.push(layer(states[index]!, batch, `encoder.layer.${index}`));
    return states;
  };

  return {
    definition,
    parameters,
    hiddenStates,
    embed: (batch) => {
      const pooled = pool(hiddenStates(batch).at(-1)!, batch, definition.pooling);
      return l2Normalize(applyHead(pooled, definition.dense, parameter));
    },
    exportWeights: async () => {
      const exported: Weights = new Map(others);
      for (const { name, value } of parameters.values())
        exported.set(storedName(prefix, name), {
          shape: [...value.shape],
          data: Float32Array.from(await value.data<'float32'>()),
        });
      return exported;
    },
    dispose: () => {
      for (const { value } of parameters.values()) value.dispose();
    },
  };
}
