import { describe, expect, it } from 'vitest';
import { configuration, study } from '../../protocol';
import {
  adaptationOf,
  areInRow,
  choicesOf,
  foldPerDomain,
  gridWords,
  hasOwnName,
  hybrid,
  isPlain,
  painted,
  runsIn,
  STRATEGIES,
  strategyOf,
  ticked,
  wordsOf,
  type Level,
} from './levels';

const page = (patch: object) => configuration.parse({ schema: 'isoglot/configuration@1', ...patch });
const [mono, , cross] = STRATEGIES as [Level, Level, Level];

describe('the levels of a study', () => {
  it('stay in the order in which they are offered, and one of them stays', () => {
    expect(ticked([hybrid(0.5), cross], mono, true, STRATEGIES)).toEqual([mono, cross, hybrid(0.5)]);
    expect(ticked([mono, cross], mono, false, STRATEGIES)).toEqual([cross]);
    expect(ticked([mono], mono, false, STRATEGIES)).toBeNull();
  });

  it('stand once among the choices under each name', () => {
    const own = { name: 'X-Y', set: { strategy: 'X-Y', codeSwitch: 0.5 } };
    expect(choicesOf([mono, cross], [mono, own])).toEqual([mono, own]);
    expect(choicesOf([mono, cross], [cross])).toEqual([mono, cross]);
    const renamed = { ...mono, name: 'monolingual' };
    expect(choicesOf([mono, cross], [renamed])).toEqual([renamed, cross]);
  });

  it('have names of their own', () => {
    const other = { name: 'X-Y', set: { strategy: 'X-Y', codeSwitch: 0.5 } };
    expect(ticked([cross], other, true, STRATEGIES)?.map(({ name }) => name)).toEqual(['X-Y', 'X-Y 2']);
  });

  it('take of the page what belongs to its strategy alone, and what it adapts by', () => {
    expect(strategyOf(page({ strategy: 'X-Y', alpha: 0.9 })).set).toEqual({ strategy: 'X-Y' });
    expect(strategyOf(page({ strategy: 'hybrid', alpha: 0.25, seed: 9 }))).toEqual(hybrid(0.25));
    expect(strategyOf(page({ strategy: 'within', crossShare: 0.2 })).set).toEqual({
      strategy: 'within',
      crossShare: 0.2,
    });
    expect(adaptationOf(page({}))).toEqual({ name: 'none', set: {} });
    const own = adaptationOf(page({ adaptation: [{ kind: 'coral' }], post: 'centering' }));
    expect(own).toMatchObject({
      name: 'coral + centering',
      set: { adaptation: [{ kind: 'coral' }], post: 'centering' },
    });
  });

  it('make folds that are called by what they hold out', () => {
    const [law, food] = foldPerDomain(['law', 'food']);
    expect(law).toEqual({ name: 'law', targetDomains: ['law'], zeroShotLanguages: [] });
    const both = painted(law!, 'targetDomains', 'food', true, [food!]);
    expect(both).toMatchObject({ name: 'law + food', targetDomains: ['law', 'food'] });
    const thai = painted(both, 'zeroShotLanguages', 'th', true, [food!]);
    expect(thai.name).toBe('law + food + th');
    // The name is taken already.
    expect(painted(both, 'targetDomains', 'law', false, [food!]).name).toBe('food 2');
  });

  it('of a file show what a composed one can’t have: names of folds, seeds that leave some out', () => {
    const [law] = foldPerDomain(['law']);
    expect([law!, { ...law!, name: 'law 2' }, { ...law!, name: 'crime' }].map(hasOwnName)).toEqual([
      false,
      false,
      true,
    ]);
    expect([[4, 5, 6], [4], [4, 6], [2, 1]].map(areInRow)).toEqual([true, true, false, false]);
  });

  it('say in words what they set', () => {
    const set = { adaptation: [{ kind: 'cropping', weight: 0.3, texts: 16 }, { kind: 'coral' }], steps: 80 };
    expect(wordsOf({ set })).toBe('adaptation cropping (weight 0.3, texts 16) + coral, steps 80');
    expect(wordsOf({ set: { languages: ['de', 'en'], pairWeights: { 'de-en': 2 } } })).toBe(
      'languages de + en, pairWeights (de-en 2)',
    );
    expect(wordsOf({ set: {} })).toBe('as the base');
    const named = [mono, hybrid(0.3), { ...mono, name: 'mine' }, { ...hybrid(0.3), name: 'mine' }];
    expect(named.map((level) => isPlain(level, STRATEGIES))).toEqual([true, true, false, false]);
  });

  it('multiply to the runs of the grid', () => {
    const grid = study.parse({
      schema: 'isoglot/study@1',
      name: 'S',
      strategies: [mono, cross],
      adaptations: [{ name: 'none' }, { name: 'centring', set: { post: 'centering' } }],
      folds: foldPerDomain(['law', 'food', 'arts']),
      seeds: [1, 2],
    });
    // 2 x 2 x 3 x 2
    expect(runsIn(grid)).toBe(24);
    expect(gridWords(grid)).toBe('24 runs: 2 strategies × 2 adaptations × 3 folds × 2 seeds');
  });
});
