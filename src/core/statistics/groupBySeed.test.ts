import { describe, expect, it } from 'vitest';
import { groupBySeed, seedlessKey } from './groupBySeed';

describe('groups of seeds', () => {
  it('hold what differs in seed and name alone, each seed once', () => {
    const run = (alpha: number, seed: number) => ({ alpha, seed, name: `run ${seed}` });
    const runs = [run(0.5, 1), run(0.2, 1), run(0.5, 2), run(0.5, 1), run(0.5, 3)];
    const groups = groupBySeed(
      runs,
      (one) => seedlessKey(one, 400),
      ({ seed }) => seed,
    );
    expect(groups).toEqual([[runs[0], runs[2], runs[4]], [runs[1]], [runs[3]]]);
    expect(seedlessKey(runs[0]!, 400)).not.toBe(seedlessKey(runs[0]!, 200));
  });
});
