import * as tf from '@tensorflow/tfjs-core';
import type { EncoderDefinition, Weights } from '../../src/core/encoderDefinition';

/** Token ids [texts, time], padded with 0, and the true lengths. */
export interface PaddedTexts {
  ids: number[][];
  lengths: number[];
}

/** A training step written in TensorFlow.js's own ops: what one would write without this project. */
export interface PlainTrainer {
  /** InfoNCE of the first half of the texts to the second, one update; gives the loss. */
  step(texts: PaddedTexts, temperature: number, learningRate: number): Promise<number>;
  dispose(): void;
}

const BETA_1 = 0.9;
const BETA_2 = 0.999;

export function createPlainTrainer(definition: EncoderDefinition, weights: Weights): PlainTrainer {
  const variables = new Map(
    [...weights].map(([name, { shape, data }]) => [name, tf.variable(tf.tensor(data, shape), true)]),
  );
  const list = [...variables.values()];
  const firsts = list.map((value) => tf.variable(tf.zerosLike(value), false));
  const seconds = list.map((value) => tf.variable(tf.zerosLike(value), false));
  const lossOf = plainLoss(definition, (name) => variables.get(name)!);
  let steps = 0;

  const update = (gradients: tf.Tensor[], clip: number, learningRate: number): void => {
    steps++;
    const rate = learningRate / (1 - BETA_1 ** steps);
    const root = 1 / Math.sqrt(1 - BETA_2 ** steps);
    list.forEach((value, i) =>
      tf.tidy(() => {
        const gradient = tf.mul(gradients[i]!, clip);
        firsts[i]!.assign(tf.add(tf.mul(firsts[i]!, BETA_1), tf.mul(gradient, 1 - BETA_1)));
        seconds[i]!.assign(tf.add(tf.mul(seconds[i]!, BETA_2), tf.mul(tf.square(gradient), 1 - BETA_2)));
        const change = tf.div(firsts[i]!, tf.add(tf.mul(tf.sqrt(seconds[i]!), root), 1e-8));
        value.assign(tf.sub(tf.mul(value, 1 - learningRate * 0.01), tf.mul(change, rate)));
      }),
    );
  };

  return {
    step: async (texts, temperature, learningRate) => {
      const { value, grads } = tf.variableGrads(() => lossOf(texts, temperature), list);
      const gradients = list.map(({ name }) => grads[name]!);
      const squares = tf.tidy(() =>
        gradients.map((gradient) => tf.sum(tf.square(gradient))).reduce((sum, square) => tf.add(sum, square)),
      );
      const [[loss], [square]] = await Promise.all([value.data(), squares.data()]);
      update(gradients, Math.min(1, 1 / Math.sqrt(square!)), learningRate);
      tf.dispose([value, grads, squares]);
      return loss!;
    },
    dispose: () => tf.dispose([list, firsts, seconds]),
  };
}

function plainLoss(
  { hidden, heads, layers, layerNormEps }: EncoderDefinition,
  parameter: (name: string) => tf.Tensor,
): (texts: PaddedTexts, temperature: number) => tf.Scalar {
  const norm = (x: tf.Tensor, at: string): tf.Tensor => {
    const { mean, variance } = tf.moments(x, -1, true);
    const unit = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, layerNormEps)));
    return tf.add(tf.mul(unit, parameter(`${at}.LayerNorm.weight`)), parameter(`${at}.LayerNorm.bias`));
  };
  const dense = (x: tf.Tensor, at: string): tf.Tensor =>
    tf.add(tf.matMul(x, parameter(`${at}.weight`), false, true), parameter(`${at}.bias`));
  const gelu = (x: tf.Tensor): tf.Tensor =>
    tf.mul(tf.mul(x, 0.5), tf.add(tf.erf(tf.mul(x, Math.SQRT1_2)), 1));

  return ({ ids, lengths }, temperature) => {
    const [texts, time] = [ids.length, ids[0]!.length];
    const mask = tf.tensor2d(
      lengths.map((length) => Array.from({ length: time }, (_, t) => (t < length ? 1 : 0))),
    );
    const excluded = tf.reshape(tf.mul(tf.sub(mask, 1), 1e9), [texts, 1, 1, time]);
    const split = (x: tf.Tensor): tf.Tensor =>
      tf.transpose(tf.reshape(x, [texts, time, heads, hidden / heads]), [0, 2, 1, 3]);
    const words = tf.gather(parameter('embeddings.word_embeddings.weight'), tf.tensor1d(ids.flat(), 'int32'));
    const places = tf.slice(parameter('embeddings.position_embeddings.weight'), [0, 0], [time, hidden]);
    const kind = tf.slice(parameter('embeddings.token_type_embeddings.weight'), [0, 0], [1, hidden]);
    const embedded = tf.add(tf.add(tf.reshape(words, [texts, time, hidden]), places), kind);
    let x = norm(tf.reshape(embedded, [texts * time, hidden]), 'embeddings');
    for (let layer = 0; layer < layers; layer++) {
      const at = `encoder.layer.${layer}`;
      const [q, k, v] = ['query', 'key', 'value'].map((part) =>
        split(dense(x, `${at}.attention.self.${part}`)),
      );
      const scores = tf.div(tf.matMul(q!, k!, false, true), Math.sqrt(hidden / heads));
      const context = tf.matMul(tf.softmax(tf.add(scores, excluded)), v!);
      const merged = tf.reshape(tf.transpose(context, [0, 2, 1, 3]), [texts * time, hidden]);
      x = norm(tf.add(dense(merged, `${at}.attention.output.dense`), x), `${at}.attention.output`);
      const widened = gelu(dense(x, `${at}.intermediate.dense`));
      x = norm(tf.add(dense(widened, `${at}.output.dense`), x), `${at}.output`);
    }
    const kept = tf.mul(tf.reshape(x, [texts, time, hidden]), tf.expandDims(mask, 2));
    const means = tf.div(tf.sum(kept, 1), tf.sum(mask, 1, true));
    const units = tf.div(means, tf.norm(means, 2, 1, true));
    const [queries, passages] = tf.split(units, 2) as [tf.Tensor, tf.Tensor];
    const log = tf.logSoftmax(tf.div(tf.matMul(queries, passages, false, true), temperature));
    return tf.neg<tf.Scalar>(tf.div(tf.sum(tf.mul(log, tf.eye(texts / 2))), texts / 2));
  };
}
