import * as tf from '@tensorflow/tfjs-core';

/** What is used of the wasm backend. */
interface CountsReferences {
  incRef(dataId: object): void;
}

/**
 * Lets clones of a tensor share its memory on wasm, as they do on the other backends. TensorFlow.js copies there, and it
 * clones whatever is kept for the gradients: all activations would be in memory twice.
 */
export function shareClonesOnWasm(): void {
  tf.unregisterKernel('Identity', 'wasm');
  tf.registerKernel({
    kernelName: 'Identity',
    backendName: 'wasm',
    kernelFunc: ({ inputs, backend }) => {
      const { dataId, shape, dtype } = inputs['x'] as tf.TensorInfo;
      (backend as unknown as CountsReferences).incRef(dataId);
      return { dataId, shape, dtype };
    },
  });
}
