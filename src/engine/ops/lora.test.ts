import { describe } from 'vitest';
import { itHasTheRightGradients } from '../testing/gradients';
import { lora } from './lora';

describe('lora', () => {
  itHasTheRightGradients(
    (x, a, b) => lora(x, a, b, 1.5),
    [
      [3, 5],
      [2, 5],
      [4, 2],
    ],
    12,
  );
});
