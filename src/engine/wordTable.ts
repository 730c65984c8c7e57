import * as tf from '@tensorflow/tfjs-core';
import { takeRows } from './kernels/rows';

/**
 * The word embedding [V, H]. Looked up by rows and never multiplied by: a batch needs few of them, and so does the
 * gradient of a training step.
 */
export interface WordTable {
  /** Rows `ids` as a new tensor [ids.length, H]. */
  lookUp(ids: Int32Array): tf.Tensor;
  /** All rows, row-major. */
  read(): Promise<Float32Array>;
  dispose(): void;
}

/** A word table on the backend; the optimiser may put its moments behind the values. */
export interface TrainableTable extends WordTable {
  readonly vocabulary: number;
  readonly columns: number;
  /** [V * H] numbers first. Replaced, if at all, by the optimiser. */
  store: tf.Tensor;
  /** Called before rows (null: all) are used, so that an optimiser can bring them up to date. */
  beforeUse: ((ids: Int32Array | null) => void) | null;
}

export function tableOnBackend(data: Float32Array, vocabulary: number, columns: number): TrainableTable {
  const table: TrainableTable = {
    vocabulary,
    columns,
    store: tf.keep(tf.tensor1d(data, 'float32')),
    beforeUse: null,
    lookUp: (ids) => {
      table.beforeUse?.(ids);
      return tf.tidy(() =>
        takeRows({ table: table.store, ids: tf.tensor1d(ids, 'int32') }, [ids.length, columns], { columns }),
      );
    },
    read: async () => {
      table.beforeUse?.(null);
      return readPart(table.store, 0, vocabulary * columns);
    },
    dispose: () => table.store.dispose(),
  };
  return table;
}

/** `count` numbers of a vector from `start` on, without reading the others: the moments may lie behind a table. */
export async function readPart(vector: tf.Tensor, start: number, count: number): Promise<Float32Array> {
  const part = tf.slice(vector, [start], [count]);
  try {
    return Float32Array.from(await part.data<'float32'>());
  } finally {
    part.dispose();
  }
}

/**
 * A frozen word table in ordinary memory, of which only the rows of a batch go to the backend: 384 MB less for
 * multilingual-E5-small on a GPU.
 */
export function tableOnHost(data: Float32Array, columns: number): WordTable {
  return {
    lookUp: (ids) => {
      const rows = new Float32Array(ids.length * columns);
      ids.forEach((id, row) => rows.set(data.subarray(id * columns, (id + 1) * columns), row * columns));
      return tf.tensor2d(rows, [ids.length, columns]);
    },
    read: () => Promise.resolve(data.slice()),
    dispose: () => undefined,
  };
}
