import type { LoraOptions } from './adapters';

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

export function isTrained(name: string, { embeddings, frozenLayers, lora }: Trainable): boolean {
  if (lora) return /\.lora_[AB]$/.test(name) && layerOf(name) >= frozenLayers;
  if (name.startsWith('embeddings.')) return embeddings === 'trained';
  return layerOf(name) >= frozenLayers;
}

/** Number of the layer that a parameter belongs to; infinite for those behind all layers. */
function layerOf(name: string): number {
  const layer = /^encoder\.layer\.(\d+)\./.exec(name);
  return layer ? Number(layer[1]) : Infinity;
}
