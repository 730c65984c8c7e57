import { describe, it } from 'vitest';
import type { TokenGroup } from '../collate';
import { startTestBackend } from '../testing/backends';
import { BACKENDS, expectClose, itHasTheRightGradients } from '../testing/gradients';
import { outcomeOf } from '../testing/outcomes';
import { headsToRows, lossFixture, tensorOf } from '../testing/layerFixtures';
import { attention } from './attention';

const shape = [8, 4];

describe('attention', () => {
  const groups: TokenGroup[] = [
    { first: 0, texts: 1, time: 2, lengths: Int32Array.of(2) },
    { first: 2, texts: 2, time: 3, lengths: Int32Array.of(3, 1) },
  ];
  itHasTheRightGradients((q, k, v) => attention(q, k, v, groups, 2), [shape, shape, shape], 32);

  it.each(BACKENDS)('agrees with the float64 reference on %s, padding masked', async (backend) => {
    await startTestBackend(backend);
    const { inputs, constants, output, gradients } = lossFixture('layers.json', 'attention');
    const mask = constants['mask'] as number[][];
    const [texts, heads, time] = tensorOf(inputs['q']!).shape as [number, number, number];
    const lengths = Int32Array.from(mask, (row) => row.reduce((sum, bit) => sum + bit, 0));
    // The reference counts the rows of tokens alone, not those of padding.
    const isToken = mask.flat();
    const masked = ({ shape: [, columns], data }: { shape: number[]; data: Float32Array }): Float32Array =>
      data.map((value, i) => (isToken[Math.floor(i / columns!)] ? value : 0));
    const names = ['q', 'k', 'v'];
    const actual = await outcomeOf(
      (q, k, v) => attention(q, k, v, [{ first: 0, texts, time, lengths }], heads),
      names.map((name) => headsToRows(inputs[name]!)),
      masked(headsToRows(constants['c']!)),
    );
    const rows = headsToRows(output);
    expectClose(masked({ shape: rows.shape, data: actual.output }), masked(rows), 1e-5);
    names.forEach((name, i) => expectClose(actual.gradients[i]!, headsToRows(gradients[name]!).data, 1e-5));
  });
});
