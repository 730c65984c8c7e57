import * as tf from '@tensorflow/tfjs-core';
import type { EncoderDefinition, Weights } from '../core/encoderDefinition';
import { IsoglotError } from '../core/errors';
import { headShapes } from './head';

/** What a checkpoint may put before the names, depending on the class that saved it. */
const PREFIXES = ['', 'bert.', 'roberta.', '0.auto_model.'];

/** The table of the word embedding, which is looked up by rows (see wordTable.ts). */
export const WORD_TABLE = 'embeddings.word_embeddings.weight';

/** The tensors of an encoder by Hugging Face name without prefix; a value is replaced at each update. */
export interface Parameter {
  /** E.g. `encoder.layer.0.output.dense.weight`. */
  name: string;
  value: tf.Tensor;
}

/** The name that the weights of an encoder have for a parameter: dense layers lie in folders, without a prefix. */
export function storedName(prefix: string, name: string): string {
  return name.includes('/') ? name : prefix + name;
}

/** Names and shapes of all tensors that an encoder of this definition has, in the order of the forward pass. */
export function parameterShapes(definition: EncoderDefinition): Map<string, number[]> {
  const { hidden, intermediate, layers } = definition;
  const shapes = new Map<string, number[]>([
    [WORD_TABLE, [definition.vocabulary, hidden]],
    ['embeddings.position_embeddings.weight', [definition.positions, hidden]],
    ['embeddings.token_type_embeddings.weight', [definition.tokenTypes, hidden]],
  ]);
  const linear = (name: string, outputs: number, inputs: number): void => {
    shapes.set(`${name}.weight`, [outputs, inputs]).set(`${name}.bias`, [outputs]);
  };
  const layerNorm = (name: string): void => {
    shapes.set(`${name}.LayerNorm.weight`, [hidden]).set(`${name}.LayerNorm.bias`, [hidden]);
  };
  layerNorm('embeddings');
  for (let layer = 0; layer < layers; layer++) {
    const at = `encoder.layer.${layer}`;
    for (const part of ['query', 'key', 'value']) linear(`${at}.attention.self.${part}`, hidden, hidden);
    linear(`${at}.attention.output.dense`, hidden, hidden);
    layerNorm(`${at}.attention.output`);
    linear(`${at}.intermediate.dense`, intermediate, hidden);
    linear(`${at}.output.dense`, hidden, intermediate);
    layerNorm(`${at}.output`);
  }
  for (const [name, shape] of headShapes(definition.dense)) shapes.set(name, shape);
  return shapes;
}

/**
 * Finds the prefix of the names in `weights` and checks every tensor that an encoder of this definition has. Others (a
 * pooler, `position_ids`) are left alone.
 * @throws IsoglotError `bad-encoder` for a missing tensor or a wrong shape
 */
export function checkWeights(definition: EncoderDefinition, weights: Weights): { prefix: string } {
  const shapes = parameterShapes(definition);
  const [first] = shapes.keys();
  const prefix = PREFIXES.find((candidate) => weights.has(candidate + first)) ?? '';
  for (const [name, shape] of shapes) {
    const found = weights.get(storedName(prefix, name));
    const bad = (fault: string) => badTensor(definition, storedName(prefix, name), fault);
    if (!found) throw bad(`is missing; ${text(shape)} was expected`);
    if (text(found.shape) !== text(shape))
      throw bad(`has the shape ${text(found.shape)}; ${text(shape)} was expected`);
    if (found.data.length !== tf.util.sizeFromShape(shape))
      throw bad(`holds ${found.data.length} numbers for the shape ${text(shape)}`);
  }
  return { prefix };
}

/** Checks the weights (see `checkWeights`) and moves all but the word table to the backend. */
export function createParameters(
  definition: EncoderDefinition,
  weights: Weights,
): { prefix: string; parameters: Map<string, Parameter> } {
  const { prefix } = checkWeights(definition, weights);
  const parameters = new Map<string, Parameter>();
  for (const [name, shape] of parameterShapes(definition)) {
    if (name === WORD_TABLE) continue;
    const value = tf.keep(tf.tensor(weights.get(storedName(prefix, name))!.data, shape, 'float32'));
    parameters.set(name, { name, value });
  }
  return { prefix, parameters };
}

function text(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}

function badTensor({ name }: EncoderDefinition, tensor: string, fault: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-encoder',
    where: `${name}: model.safetensors`,
    what: `The tensor ${tensor} ${fault}.`,
    remedy: 'Take config.json and model.safetensors from the same encoder, of the BERT or XLM-R family.',
  });
}
