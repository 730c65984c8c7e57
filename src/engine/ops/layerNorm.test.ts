import * as tf from '@tensorflow/tfjs-core';
import { describe, it } from 'vitest';
import { startTestBackend } from '../testing/backends';
import { BACKENDS, expectClose, itHasTheRightGradients } from '../testing/gradients';
import { outcomeOf } from '../testing/outcomes';
import { lossFixture, tensorOf } from '../testing/layerFixtures';
import { addLayerNorm, layerNorm } from './layerNorm';

describe('layerNorm', () => {
  itHasTheRightGradients((x, gamma, beta) => layerNorm(x, gamma, beta, 1e-5), [[3, 6], [6], [6]], 18);

  // More rows than a chunk of the sums has, more columns than a workgroup has threads.
  itHasTheRightGradients((x, gamma, beta) => layerNorm(x, gamma, beta, 1e-5), [[19, 70], [70], [70]], 1330);

  it.each(
    BACKENDS.flatMap((backend) => [
      [backend, 'layer_norm_eps_1e-05', 1e-5] as const,
      [backend, 'layer_norm_eps_1e-12', 1e-5] as const,
    ]),
  )('agrees with the float64 reference on %s, %s', async (backend, entry, tolerance) => {
    await startTestBackend(backend);
    const { inputs, constants, output, gradients } = lossFixture('layers.json', entry);
    const names = ['x', 'gamma', 'beta'];
    const actual = await outcomeOf(
      (x, gamma, beta) => layerNorm(x, gamma, beta, constants['eps'] as number),
      names.map((name) => tensorOf(inputs[name]!)),
      tensorOf(constants['c']!).data,
    );
    expectClose(actual.output, tensorOf(output).data, tolerance);
    names.forEach((name, i) => expectClose(actual.gradients[i]!, tensorOf(gradients[name]!).data, tolerance));
  });

  it.each(BACKENDS)('keeps its precision in a nearly constant row on %s', async (backend) => {
    await startTestBackend(backend);
    const fixture = lossFixture('layers.json', 'layer_norm_nearly_constant_row');
    const { inputs, constants, output, gradients } = fixture;
    const actual = await outcomeOf(
      (x, gamma, beta) => layerNorm(x, gamma, beta, constants['eps'] as number),
      [inputs['x']!, constants['gamma']!, constants['beta']!].map(tensorOf),
      tensorOf(constants['c']!).data,
    );
    expectClose(actual.output, tensorOf(output).data, 1e-3);
    expectClose(actual.gradients[0]!, tensorOf(gradients['x']!).data, 1e-3);
  });
});

describe('addLayerNorm', () => {
  itHasTheRightGradients(
    (x, residual, gamma, beta) => addLayerNorm(x, residual, gamma, beta, 1e-5),
    [[3, 6], [3, 6], [6], [6]],
    18,
  );

  // The residual is used again: its gradients must add up.
  itHasTheRightGradients(
    (x, gamma, beta) => addLayerNorm(tf.mul(x, 2), x, gamma, beta, 1e-5),
    [[3, 6], [6], [6]],
    18,
  );
});
