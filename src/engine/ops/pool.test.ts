import { describe, it } from 'vitest';
import { startTestBackend } from '../testing/backends';
import { BACKENDS, expectClose, itHasTheRightGradients } from '../testing/gradients';
import { outcomeOf } from '../testing/outcomes';
import { lossFixture, tensorOf } from '../testing/layerFixtures';
import { l2Normalize } from './l2Normalize';
import { pool } from './pool';

describe.each(['mean', 'cls', 'max'] as const)('%s pooling', (pooling) => {
  // The second text lies first; the third row is padding.
  const batch = {
    firsts: Int32Array.of(3, 0),
    lengths: Int32Array.of(3, 2),
    textOf: Int32Array.of(1, 1, -1, 0, 0, 0),
  };
  itHasTheRightGradients((hidden) => pool(hidden, batch, pooling), [[6, 3]], 6);
});

describe('l2Normalize', () => {
  itHasTheRightGradients((x) => l2Normalize(x), [[2, 5]], 10);

  it.each(BACKENDS)('and the mean agree with the float64 reference on %s', async (backend) => {
    await startTestBackend(backend);
    const fixture = lossFixture('layers.json', 'masked_mean_pool_then_normalize');
    const hidden = tensorOf(fixture.inputs['h']!);
    const mask = fixture.constants['mask'] as number[][];
    const time = mask[0]!.length;
    const batch = {
      firsts: Int32Array.from(mask, (_, text) => text * time),
      lengths: Int32Array.from(mask, (row) => row.reduce((sum, bit) => sum + bit, 0)),
      textOf: Int32Array.from(mask.flatMap((row, text) => row.map((bit) => (bit ? text : -1)))),
    };
    const rows = { shape: [mask.length * time, hidden.shape[2]!], data: hidden.data };
    const actual = await outcomeOf(
      (x) => l2Normalize(pool(x, batch, 'mean')),
      [rows],
      tensorOf(fixture.constants['c']!).data,
    );
    expectClose(actual.output, tensorOf(fixture.output).data, 1e-5);
    expectClose(actual.gradients[0]!, tensorOf(fixture.gradients['h']!).data, 1e-5);
  });
});
