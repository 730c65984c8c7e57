import * as tf from '@tensorflow/tfjs-core';
import type { OptimiserState, Weights } from '../../core/encoderDefinition';
import { writeAt } from '../kernels/flatAdam';
import { catchUpRows, updateRows } from '../kernels/rows';
import { WORD_TABLE } from '../parameters';
import { readPart } from '../wordTable';
import type { TrainableTable } from '../wordTable';
import { BETA_1, BETA_2, EPS } from '../../core/adam';
import type { AdamStep } from '../../core/adam';
import { storedMoment } from './moments';

/**
 * AdamW of a word table, row by row: a step works on the rows of its batch alone. The other rows would decay and go on
 * moving by their momentum (PyTorch's dense AdamW does that to all rows in every step), so a row makes up for the steps
 * it has missed when it is next looked up, in the same float32 arithmetic: the numbers are those of the dense optimiser.
 */
export interface RowAdam {
  /** Updates the rows `ids`, which were looked up in this step, and counts the step for all others. */
  update(ids: Int32Array, gradient: tf.Tensor, step: AdamStep): void;
  /** Moments by name, all rows up to date. */
  read(): Promise<{ first: Weights; second: Weights }>;
  /** @throws IsoglotError `bad-file` if a moment is missing or doesn't fit; nothing has changed then */
  restore(state: OptimiserState): void;
  /** Brings all rows up to date and gives the table back without moments. */
  dispose(): void;
}

export function createRowAdam(table: TrainableTable): RowAdam {
  const { vocabulary, columns } = table;
  const size = vocabulary * columns;
  const constants = { columns, size, beta1: BETA_1, beta2: BETA_2, eps: EPS };
  /** Per row, how many of the steps in `schedule` it has seen. */
  const seen = new Int32Array(vocabulary);
  /** keep, rate and root of each step since all rows were last up to date. */
  let schedule: number[] = [];
  const steps = (): number => schedule.length / 3;

  const replace = (values: (old: tf.Tensor) => tf.Tensor): void => {
    const old = table.store;
    table.store = tf.tidy(() => tf.keep(values(old)));
    old.dispose();
  };
  // Written into place: put together from parts, the store would be there twice for a moment.
  replace((words) => {
    const store = tf.zeros([3 * size]);
    writeAt(store, { x: words }, { start: 0 }, size);
    return store;
  });

  const prepare = (ids: Int32Array): void => {
    const late = ids.filter((id) => seen[id]! < steps());
    if (late.length === 0) return;
    tf.tidy(() => {
      const inputs = {
        ids: tf.tensor1d(late, 'int32'),
        since: tf.tensor1d(
          late.map((id) => seen[id]!),
          'int32',
        ),
        schedule: tf.tensor1d(schedule),
      };
      catchUpRows(table.store, inputs, { ...constants, steps: steps() }, late.length * columns);
    });
    for (const id of late) seen[id] = steps();
  };
  const settle = (): void => {
    prepare(Int32Array.from({ length: vocabulary }, (_, id) => id));
    schedule = [];
    seen.fill(0);
  };

  table.beforeUse = (ids) => (ids ? prepare(ids) : settle());

  return {
    update: (ids, gradient, step) => {
      tf.tidy(() =>
        updateRows(
          table.store,
          { ids: tf.tensor1d(ids, 'int32'), gradient },
          { ...constants, ...step },
          ids.length * columns,
        ),
      );
      schedule.push(step.keep, step.rate, step.root);
      for (const id of ids) seen[id] = steps();
    },
    read: async () => {
      settle();
      const moment = async (section: number): Promise<Weights> => {
        const data = await readPart(table.store, section * size, size);
        return new Map([[WORD_TABLE, { shape: [vocabulary, columns], data }]]);
      };
      return { first: await moment(1), second: await moment(2) };
    },
    restore: (state) => {
      const moments = (['first', 'second'] as const).map((kind) =>
        storedMoment(state, kind, WORD_TABLE, size),
      );
      settle();
      for (const [section, moment] of moments.entries())
        tf.tidy(() =>
          writeAt(table.store, { x: tf.tensor1d(moment) }, { start: (section + 1) * size }, size),
        );
    },
    dispose: () => {
      settle();
      table.beforeUse = null;
      replace((old) => tf.slice(old, [0], [size]));
    },
  };
}
