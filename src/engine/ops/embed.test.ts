import { describe } from 'vitest';
import { itHasTheRightGradients } from '../testing/gradients';
import { embed } from './embed';

describe('embed', () => {
  // A token that comes twice, a padding row, tables with rows that nobody looks up.
  const batch = {
    ids: Int32Array.of(3, 1, 3, 2),
    places: Int32Array.of(1, 2, 1, 3),
    textOf: Int32Array.of(0, 0, 1, 1),
  };
  itHasTheRightGradients(
    (words, positions, kinds) => embed(words, positions, kinds, batch),
    [
      [5, 3],
      [4, 3],
      [2, 3],
    ],
    12,
  );
});
