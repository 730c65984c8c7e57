import { describe } from 'vitest';
import { itHasTheRightGradients } from '../testing/gradients';
import { linear } from './linear';

describe('linear', () => {
  itHasTheRightGradients((x, weight, bias) => linear(x, weight, bias), [[5, 3], [4, 3], [4]], 20);
});
