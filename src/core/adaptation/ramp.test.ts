import { expect, it } from 'vitest';
import adaptation from '../../../fixtures/losses/adaptation.json';
import { halved, reversalAt } from './ramp';

it('ramps gradient reversal up as Ganin et al. do', () => {
  const { p, lambda } = adaptation['grl_schedule_2/(1+exp(-10p))-1'];
  p.forEach((progress, i) =>
    expect(reversalAt(progress, { lambda: 1, ramp: 10 })).toBeCloseTo(lambda[i]!, 12),
  );
  expect(reversalAt(0, { lambda: 0.3, ramp: 0 })).toBe(0.3);
  // Linear in lambda: 2 / (1 + e^-5) - 1 = 0.98661….
  expect(reversalAt(0.5, { lambda: 0.5, ramp: 10 })).toBeCloseTo(0.5 * 0.986614298, 8);
});

it('halves a weight every so many steps', () => {
  expect([0, 9, 10, 19, 20].map((step) => halved(8, step, 10))).toEqual([8, 8, 4, 4, 2]);
  expect(halved(8, 1e6, 0)).toBe(8);
});
