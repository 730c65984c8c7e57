import * as tf from '@tensorflow/tfjs-core';
import { getFilteredNodesXToY } from '@tensorflow/tfjs-core/dist/tape';
import type { TapeNode } from '@tensorflow/tfjs-core/dist/tape';

/** The parts of TensorFlow.js's engine that `tf.engine().gradients` itself works with. */
interface Inside {
  startTape(): void;
  endTape(): void;
  state: { activeTape: TapeNode[] | null };
}

/**
 * What `tf.engine().gradients` gives, with half the memory: that function holds the gradients by all activations, and
 * whatever the forward pass has saved, until the whole backward pass is over. Here they are freed as soon as the
 * operation that they belong to is done.
 * @param f a value of any shape
 * @param xs what the gradients are sought by
 * @param dy gradient by the value; default ones. It stays the caller's.
 * @returns the value and one gradient per x. To be called inside `tf.tidy`; f must depend on every x.
 */
export function valueAndGradients(
  f: () => tf.Tensor,
  xs: tf.Tensor[],
  dy?: tf.Tensor,
): { value: tf.Tensor; gradients: tf.Tensor[] } {
  const inside = tf.engine() as unknown as Inside;
  inside.startTape();
  let value: tf.Tensor;
  try {
    value = tf.tidy(f);
  } catch (error) {
    for (const { saved } of inside.state.activeTape!) tf.dispose(saved!);
    inside.state.activeTape = null;
    throw error;
  } finally {
    inside.endTape();
  }
  const tape = inside.state.activeTape!;
  inside.state.activeTape = null;
  const needed = getFilteredNodesXToY(tape, xs, value);
  const free = new Set(tape.map(({ id }) => id));
  needed.forEach(({ id }) => free.delete(id));
  for (const node of tape) if (free.has(node.id)) tf.dispose(node.saved!);

  const found = new Map<number, tf.Tensor>([[value.id, dy ? tf.clone(dy) : tf.ones(value.shape)]]);
  try {
    for (const node of needed.toReversed()) goBack(node, found);
  } catch (error) {
    for (const node of needed) tf.dispose(node.saved!);
    throw error;
  }
  return { value, gradients: xs.map((x) => found.get(x.id)!) };
}

/** Takes a node from the gradients by its outputs to those by its inputs. */
function goBack(node: TapeNode, found: Map<number, tf.Tensor>): void {
  const dys = node.outputs.map(({ id }) => found.get(id));
  const byInput = tf.tidy(() => {
    // Gradients that nobody has are filled up with zeros by the node.
    const gradients = node.gradient!(dys as tf.Tensor[]);
    return Object.keys(node.inputs).map((name) => {
      const dx = tf.tidy(() => gradients[name]!());
      // What was passed through must not be freed with dy.
      return dys.includes(dx) ? tf.clone(dx) : dx;
    });
  });
  Object.values(node.inputs).forEach((input, index) => {
    const gradient = byInput[index]!;
    const before = found.get(input.id);
    found.set(input.id, before ? tf.add(before, gradient) : gradient);
    if (before) tf.dispose([before, gradient]);
  });
  for (const { id } of node.outputs) found.delete(id);
  tf.dispose([node.saved!, dys.filter((gradient) => gradient !== undefined)]);
}
