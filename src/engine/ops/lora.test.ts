import { describe } from 'vitest';
import { itHasTheRightGradients } from '../testing/gradients';
import { adaptedLinear } from './lora';

describe('a linear layer with an adapter', () => {
  itHasTheRightGradients(
    (x, weight, bias, a, b) => adaptedLinear(x, weight, bias, { a, b, scale: 1.5 }),
    [[3, 5], [4, 5], [4], [2, 5], [4, 2]],
    12,
  );
});
