import * as tf from '@tensorflow/tfjs-core';
import type { EncoderDefinition, Weights } from '../core/encoderDefinition';
import { createAdapters } from './adapters';
import type { TokenBatch } from './collate';
import { applyHead } from './head';
import { distinct, placesAmong } from './localIds';
import { attention } from './ops/attention';
import { dropout } from './ops/dropout';
import { embed } from './ops/embed';
import { l2Normalize } from './ops/l2Normalize';
import { gelu } from './ops/gelu';
import { addLayerNorm, layerNorm } from './ops/layerNorm';
import { linear, linearGelu } from './ops/linear';
import { adaptedLinear } from './ops/lora';
import { pool } from './ops/pool';
import { selfAttention } from './ops/selfAttention';
import { WORD_TABLE, createParameters, storedName } from './parameters';
import type { Parameter } from './parameters';
import { ALL_TRAINED, isTrained, loraScale } from './trainable';
import type { Trainable } from './trainable';
import { tableOnBackend, tableOnHost } from './wordTable';
import type { TrainableTable } from './wordTable';

/** What a training step does differently from encoding. */
export interface TrainingPass {
  /** Rows of the word table that the batch needs, ascending, and their values, whose gradient is asked for. */
  words: { ids: Int32Array; rows: tf.Tensor };
  /** Share of the hidden elements dropped; 0: none. */
  dropout: number;
  /** Tells this step from all others; non-negative integers. */
  key: readonly number[];
}

/** A sentence encoder whose weights lie on the current backend. */
export interface Encoder {
  readonly definition: EncoderDefinition;
  readonly trainable: Trainable;
  /** All but the word table, by name without prefix; the optimiser replaces the values of those that are trained. */
  readonly parameters: ReadonlyMap<string, Parameter>;
  /** The word table if it is trained. */
  readonly trainedTable: TrainableTable | null;
  /** Rows of the word table, [ids.length, H]. */
  lookUp(ids: Int32Array): tf.Tensor;
  /**
   * Hidden rows [N, H] after the embedding block and after each layer, layers + 1 in all (padding rows hold numbers
   * without meaning). To be called inside `tf.tidy`.
   */
  hiddenStates(batch: TokenBatch, pass?: TrainingPass): tf.Tensor[];
  /** Sentence vectors [texts, dimensions] in the order of the batch, of any length. To be called inside `tf.tidy`. */
  pooled(batch: TokenBatch, pass?: TrainingPass): tf.Tensor;
  /** The same divided by their L2 norms: sentence embeddings. To be called inside `tf.tidy`. */
  embed(batch: TokenBatch, pass?: TrainingPass): tf.Tensor;
  /**
   * All tensors it was made from under their own names: trained ones as they are now, others unchanged; adapters beside
   * them (see `mergeAdapters`).
   */
  exportWeights(): Promise<Weights>;
  dispose(): void;
}

/**
 * BERT and XLM-R encoder (Devlin et al. 2019, post-layer-norm) with pooling (Reimers & Gurevych 2019) and dense layers.
 * @param weights by Hugging Face name; `bert.`, `roberta.` and `0.auto_model.` before the names are understood
 * @throws IsoglotError `bad-encoder` naming the tensor that is missing or has a wrong shape
 */
export function createEncoder(
  definition: EncoderDefinition,
  weights: Weights,
  trainable: Trainable = ALL_TRAINED,
): Encoder {
  const { prefix, parameters } = createParameters(definition, weights);
  const { vocabulary, hidden, heads, layerNormEps: eps } = definition;
  const adapters = trainable.lora && createAdapters(definition, trainable.lora, prefix, weights);
  for (const [name, adapter] of adapters ?? []) parameters.set(name, adapter);
  const scale = loraScale(trainable);

  const wordTable = storedName(prefix, WORD_TABLE);
  const { data } = weights.get(wordTable)!;
  const trainedTable = isTrained(WORD_TABLE, trainable) ? tableOnBackend(data, vocabulary, hidden) : null;
  const words = trainedTable ?? tableOnHost(data, hidden);
  const stored = new Set([wordTable, ...[...parameters.keys()].map((name) => storedName(prefix, name))]);
  const others = [...weights].filter(([name]) => !stored.has(name));

  const parameter = (name: string): tf.Tensor => parameters.get(name)!.value;
  const adapted = (name: string): boolean => adapters?.has(`${name}.lora_A`) ?? false;
  const weightsOf = (name: string): [weight: tf.Tensor, bias: tf.Tensor] => [
    parameter(`${name}.weight`),
    parameter(`${name}.bias`),
  ];
  const dense = (x: tf.Tensor, name: string): tf.Tensor => {
    if (!adapted(name)) return linear(x, ...weightsOf(name));
    const adapter = { a: parameter(`${name}.lora_A`), b: parameter(`${name}.lora_B`), scale };
    return adaptedLinear(x, ...weightsOf(name), adapter);
  };
  const denseGelu = (x: tf.Tensor, name: string): tf.Tensor =>
    adapted(name) ? gelu(dense(x, name)) : linearGelu(x, ...weightsOf(name));
  const norm = (name: string): [gamma: tf.Tensor, beta: tf.Tensor, eps: number] => [
    ...weightsOf(`${name}.LayerNorm`),
    eps,
  ];
  /** Where BERT drops hidden elements; `place` tells one such place from another. */
  const dropped = (x: tf.Tensor, pass: TrainingPass | undefined, place: number): tf.Tensor =>
    pass ? dropout(x, { rate: pass.dropout, key: [...pass.key, place] }) : x;

  const embeddingBlock = (batch: TokenBatch, pass?: TrainingPass): tf.Tensor => {
    const ids = pass?.words.ids ?? distinct(batch.ids);
    const rows = pass?.words.rows ?? words.lookUp(ids);
    const table = (kind: string): tf.Tensor => parameter(`embeddings.${kind}_embeddings.weight`);
    const local = { ...batch, ids: placesAmong(batch.ids, ids) };
    const embedded = embed(rows, table('position'), table('token_type'), local);
    return layerNorm(embedded, ...norm('embeddings'));
  };

  const attend = (x: tf.Tensor, { groups }: TokenBatch, at: string): tf.Tensor => {
    const names = ['query', 'key', 'value'].map((part) => `${at}.attention.self.${part}`);
    if (names.some(adapted)) {
      const [q, k, v] = names.map((name) => dense(x, name));
      return attention(q!, k!, v!, groups, heads);
    }
    const [query, key, value] = names.map(weightsOf);
    return selfAttention(x, [query!, key!, value!], groups, heads);
  };

  const layer = (x: tf.Tensor, batch: TokenBatch, index: number, pass?: TrainingPass): tf.Tensor => {
    const at = `encoder.layer.${index}`;
    const context = dense(attend(x, batch, at), `${at}.attention.output.dense`);
    const attended = addLayerNorm(
      dropped(context, pass, 2 * index + 1),
      x,
      ...norm(`${at}.attention.output`),
    );
    const widened = denseGelu(attended, `${at}.intermediate.dense`);
    const narrowed = dense(widened, `${at}.output.dense`);
    return addLayerNorm(dropped(narrowed, pass, 2 * index + 2), attended, ...norm(`${at}.output`));
  };

  const hiddenStates = (batch: TokenBatch, pass?: TrainingPass): tf.Tensor[] => {
    const states = [dropped(embeddingBlock(batch, pass), pass, 0)];
    for (let index = 0; index < definition.layers; index++)
      states.push(tf.tidy(() => layer(states[index]!, batch, index, pass)));
    return states;
  };

  const pooled = (batch: TokenBatch, pass?: TrainingPass): tf.Tensor => {
    const vectors = pool(hiddenStates(batch, pass).at(-1)!, batch, definition.pooling);
    return applyHead(vectors, definition.dense, parameter);
  };

  return {
    definition,
    trainable,
    parameters,
    trainedTable,
    lookUp: (ids) => words.lookUp(ids),
    hiddenStates,
    pooled,
    embed: (batch, pass) => l2Normalize(pooled(batch, pass)),
    exportWeights: async () => {
      const exported: Weights = new Map(others);
      exported.set(wordTable, { shape: [vocabulary, hidden], data: await words.read() });
      for (const { name, value } of parameters.values())
        exported.set(storedName(prefix, name), {
          shape: [...value.shape],
          data: Float32Array.from(await value.data<'float32'>()),
        });
      return exported;
    },
    dispose: () => {
      words.dispose();
      for (const { value } of parameters.values()) value.dispose();
    },
  };
}
