import { describe, expect, it } from 'vitest';
import { startTestBackend } from '../testing/backends';
import { BACKENDS, expectClose, itHasTheRightGradients } from '../testing/gradients';
import { outcomeOf } from '../testing/outcomes';
import { lossFixture, tensorOf } from '../testing/layerFixtures';
import { gelu } from './gelu';

describe('gelu', () => {
  itHasTheRightGradients((x) => gelu(x), [[3, 4]], 12);

  it.each(BACKENDS)('agrees with the float64 reference on %s, far tails included', async (backend) => {
    await startTestBackend(backend);
    const { inputs, output, gradients } = lossFixture('layers.json', 'gelu_erf');
    const x = tensorOf(inputs['x']!);
    const actual = await outcomeOf(gelu, [x], new Float32Array(x.data.length).fill(1));
    // Without gelu(40), which would set the scale.
    expectClose(actual.output.subarray(0, 12), tensorOf(output).data.subarray(0, 12), 1e-6);
    expectClose(actual.output, tensorOf(output).data, 1e-6);
    expectClose(actual.gradients[0]!, tensorOf(gradients['x']!).data, 1e-6);
  });

  it.each(['cpu', 'wasm'] as const)('passes NaN and infinity on, on %s', async (backend) => {
    await startTestBackend(backend);
    const x = { shape: [3], data: Float32Array.of(NaN, Infinity, -9) };
    const { output } = await outcomeOf(gelu, [x], new Float32Array(3));
    expect([...output.subarray(0, 2)]).toEqual([NaN, Infinity]);
    // gelu(-9) is -1.0e-18.
    expect(output[2]).toBeCloseTo(0, 15);
  });
});
