import * as tf from '@tensorflow/tfjs-core';

/** A gradient, or how to compute it where it is wanted. */
export type Gradient = tf.Tensor | (() => tf.Tensor);

type Save = (tensors: tf.Tensor[]) => void;

/** What `tf.customGrad` itself calls, except that it lets gradients be computed one by one. */
interface Tape {
  runKernelFunc(op: {
    inputs: Record<string, tf.Tensor>;
    forwardFunc: (backend: unknown, save: Save) => tf.Tensor;
    backwardsFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => Record<string, () => tf.Tensor>;
  }): tf.Tensor;
}

/**
 * An op with its own gradient, as `tf.customGrad` makes one, but a gradient that nobody asks for (that of a frozen
 * weight) costs nothing if `backward` gives it as a function.
 * @param forward gives the value; what it passes to `save` is kept for `backward`
 * @param backward gives one gradient per input, from the gradient by the value and the saved tensors
 */
export function withGradient(
  inputs: tf.Tensor[],
  forward: (save: Save) => tf.Tensor,
  backward: (dy: tf.Tensor, saved: tf.Tensor[]) => Gradient[],
): tf.Tensor {
  return (tf.engine() as unknown as Tape).runKernelFunc({
    inputs: numbered(inputs),
    forwardFunc: (_, save) => forward(save),
    backwardsFunc: (dy, saved) =>
      numbered(
        backward(dy, saved).map((gradient) => (typeof gradient === 'function' ? gradient : () => gradient)),
      ),
  });
}

function numbered<T>(list: readonly T[]): Record<string, T> {
  return Object.fromEntries(list.entries());
}

/** TensorFlow.js frees what is made in a scope at its end; a gradient is computed in a scope of its own. */
interface Scopes {
  state: { activeScope: object; scopeStack: object[] };
}

/**
 * For gradients that one computation gives together: runs it when the first of them is asked for, and keeps the result
 * until the end of the backward pass. To be called by `backward` itself, not by a function that it gives.
 */
export function once<T extends tf.TensorContainer>(compute: () => T): () => T {
  const { state } = tf.engine() as unknown as Scopes;
  const scope = state.activeScope;
  let result: T | undefined;
  return () => {
    if (result !== undefined) return result;
    const own = state.activeScope;
    state.scopeStack.push(scope);
    state.activeScope = scope;
    try {
      return (result = compute());
    } finally {
      state.scopeStack.pop();
      state.activeScope = own;
    }
  };
}

/**
 * A scalar op whose gradients are known together with its value.
 * @param compute gives the value and one gradient by it per input
 */
export function withSlopes(
  inputs: tf.Tensor[],
  compute: () => { value: tf.Tensor; slopes: tf.Tensor[] },
): tf.Tensor {
  return withGradient(
    inputs,
    (save) => {
      const { value, slopes } = compute();
      save(slopes);
      return value;
    },
    (dy, slopes) => slopes.map((slope) => () => tf.mul(slope, dy)),
  );
}
