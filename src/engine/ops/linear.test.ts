import { describe } from 'vitest';
import { itHasTheRightGradients } from '../testing/gradients';
import { linear, linearGelu } from './linear';

describe.each([
  ['linear', linear],
  ['linearGelu', linearGelu],
])('%s', (_, op) => {
  itHasTheRightGradients((x, weight, bias) => op(x, weight, bias), [[5, 3], [4, 3], [4]], 20);

  // Several tiles, whole and in part.
  itHasTheRightGradients((x, weight, bias) => op(x, weight, bias), [[35, 2], [33, 2], [33]], 35 * 33);
});
