import * as tf from '@tensorflow/tfjs-core';
import type { OptimiserState } from '../core/encoderDefinition';
import { squaresOf } from './kernels/optimiser';
import { adamStep, clipFactor } from '../core/adam';
import { createFlatAdam } from './optimiser/flat';
import { createPerTensorAdam } from './optimiser/perTensor';
import { createRowAdam } from './optimiser/rows';
import type { Parameter } from './parameters';
import type { TrainableTable } from './wordTable';

export interface AdamWOptions {
  /** Decoupled; not applied to biases and LayerNorm. */
  weightDecay: number;
  /** Largest global gradient norm; 0 turns clipping off. */
  clipNorm: number;
}

/** The gradients of a step, or of a chunk of it. */
export interface Gradients {
  /** In the order of the parameters. */
  dense: readonly tf.Tensor[];
  /** By the rows `ids` of the word table, [ids.length, H]; all chunks of a step have the same ids. */
  rows: { ids: Int32Array; gradient: tf.Tensor } | null;
}

/** AdamW (Loshchilov & Hutter 2019) with clipping by global norm, as PyTorch does both. */
export interface AdamW {
  /** Takes over the gradients of a step, or adds those of its next chunk; the caller still disposes of them. */
  collect(gradients: Gradients): void;
  /** The global norm of what was collected, before clipping; infinite or NaN if a gradient is. */
  norm(): Promise<number>;
  /** One update of everything by what was collected. */
  update(norm: number, learningRate: number): void;
  /** Forgets what was collected. */
  drop(): void;
  state(): Promise<OptimiserState>;
  /** Throws `bad-file` if a moment is missing or doesn't fit. */
  restore(state: OptimiserState): void;
  dispose(): void;
}

/** @param table the word table, if it is trained */
export function createAdamW(
  parameters: readonly Parameter[],
  table: TrainableTable | null,
  { weightDecay, clipNorm }: AdamWOptions,
): AdamW {
  const dense = tf.getBackend() === 'webgpu' ? createFlatAdam(parameters) : createPerTensorAdam(parameters);
  const rows = table && createRowAdam(table);
  let step = 0;
  let collected: Gradients['rows'] = null;
  const dropRows = (): void => {
    collected?.gradient.dispose();
    collected = null;
  };

  return {
    collect: (gradients) => {
      dense.collect(gradients.dense);
      if (!gradients.rows) return;
      const { ids, gradient } = gradients.rows;
      const sum = tf.keep(collected ? tf.add(collected.gradient, gradient) : tf.clone(gradient));
      dropRows();
      collected = { ids, gradient: sum };
    },
    norm: async () => {
      const squares = [dense.squares(), ...(collected ? [squaresOf(collected.gradient)] : [])];
      const values = await Promise.all(squares.map((tensor) => tensor.data<'float32'>()));
      tf.dispose(squares);
      return Math.sqrt(values.flatMap((shares) => [...shares]).reduce((sum, square) => sum + square, 0));
    },
    update: (norm, learningRate) => {
      step++;
      const numbers = adamStep(step, learningRate, weightDecay, clipFactor(norm, clipNorm));
      dense.update(numbers);
      if (rows && collected) rows.update(collected.ids, collected.gradient, numbers);
      dropRows();
    },
    drop: () => {
      dense.drop();
      dropRows();
    },
    state: async () => {
      const [own, ofRows] = [await dense.read(), await rows?.read()];
      return {
        step,
        first: new Map([...(ofRows?.first ?? []), ...own.first]),
        second: new Map([...(ofRows?.second ?? []), ...own.second]),
      };
    },
    restore: (state) => {
      dense.restore(state);
      rows?.restore(state);
      step = state.step;
    },
    dispose: () => {
      dropRows();
      dense.dispose();
      rows?.dispose();
    },
  };
}
