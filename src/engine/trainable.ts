import type { EncoderDefinition } from '../core/encoderDefinition';
import { adapterShapes } from './adapters';
import type { LoraOptions } from './adapters';
import { parameterShapes } from './parameters';

/** Which part of an encoder is trained. */
export interface Trainable {
  /** Frozen: the word, position and token type tables and their LayerNorm stay; the word table stays off the backend. */
  embeddings: 'trained' | 'frozen';
  /** The first so many layers stay as they are. */
  frozenLayers: number;
  /** Adapters are trained instead of everything else. */
  lora: LoraOptions | null;
}

export const ALL_TRAINED: Trainable = { embeddings: 'trained', frozenLayers: 0, lora: null };

/** What the product of an adapter's matrices is multiplied by; 0 without adapters. */
export function loraScale({ lora }: Trainable): number {
  return lora ? lora.alpha / lora.rank : 0;
}

export function isTrained(name: string, { embeddings, frozenLayers, lora }: Trainable): boolean {
  if (lora) return /\.lora_[AB]$/.test(name) && layerOf(name) >= frozenLayers;
  if (name.startsWith('embeddings.')) return embeddings === 'trained';
  return layerOf(name) >= frozenLayers;
}

/** Names and shapes of the tensors that are trained, adapters included. */
export function trainedShapes(definition: EncoderDefinition, trainable: Trainable): Map<string, number[]> {
  const all = [
    ...parameterShapes(definition),
    ...(trainable.lora ? adapterShapes(definition, trainable.lora) : []),
  ];
  return new Map(all.filter(([name]) => isTrained(name, trainable)));
}

/** Number of the layer that a parameter belongs to; infinite for those behind all layers. */
function layerOf(name: string): number {
  const layer = /^encoder\.layer\.(\d+)\./.exec(name);
  return layer ? Number(layer[1]) : Infinity;
}
