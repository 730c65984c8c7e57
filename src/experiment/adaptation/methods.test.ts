import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRng } from '../../core/rng';
import { adaptationTerm, defaultConfiguration, type AdaptationTerm } from '../../protocol';
import { drawn, material, passageOfToken, scene, told } from '../testing/drawnTerms';
import { createAdaptation } from './adaptation';
import type { Material } from './method';

const TERMS: Record<string, object> = {
  simcse: { kind: 'simcse', texts: 4 },
  'inverse-cloze': { kind: 'inverse-cloze', texts: 4 },
  cropping: { kind: 'cropping', texts: 4 },
  'adversarial-domain': { kind: 'adversarial', texts: 4 },
  'adversarial-language': { kind: 'adversarial', by: 'language', texts: 4 },
  'modir-domain': { kind: 'modir', texts: 4 },
  coral: { kind: 'coral', texts: 4 },
  mmd: { kind: 'mmd', texts: 4 },
  'translation-mse': { kind: 'translation-mse', texts: 4 },
  'translation-ranking': { kind: 'translation-ranking', texts: 4 },
  distillation: { kind: 'distillation' },
};

describe.each(Object.entries(TERMS))('%s', (name, term) => {
  it('names its curve and draws the same at the same step alone', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (step, seed) => {
        const once = drawn(term, step, seed);
        expect(once.terms.map((one) => one.name)).toEqual([name]);
        expect(drawn(term, step, seed)).toEqual(once);
      }),
      { numRuns: 20 },
    );
  });

  it('sees no passage that it does not own up to', () => {
    const configuration = { ...defaultConfiguration, dropout: 0.1, adaptation: [adaptationTerm.parse(term)] };
    const { touches } = createAdaptation(configuration, material);
    for (let step = 0; step < 30; step++) {
      const tokens = drawn(term, step)
        .texts.flatMap((text) => [...text])
        .filter((token) => token >= 100);
      for (const token of tokens) expect(touches.has(passageOfToken(token))).toBe(true);
    }
  });
});

it('goes on as if nothing had happened when MoDIR is broken off', () => {
  const configuration = {
    ...defaultConfiguration,
    adaptation: [adaptationTerm.parse({ kind: 'modir', texts: 4, queue: 16 })],
  };
  const embeddings = (step: number) => {
    const rng = createRng(5, step);
    return [3, 4].map((rows) => Float32Array.from({ length: 2 * rows }, () => rng.float() - 0.5));
  };
  const whole = createAdaptation(configuration, material);
  const first = createAdaptation(configuration, material);
  const second = createAdaptation(configuration, material);
  const play = (adaptation: typeof whole, from: number, to: number) => {
    for (let step = from; step < to; step++) {
      adaptation.contribute(scene(step), 6).learn(embeddings(step));
    }
  };
  play(whole, 0, 6);
  play(first, 0, 3);
  second.restore(first.state());
  play(second, 3, 6);
  expect(second.state()).toEqual(whole.state());
  expect(told(second.contribute(scene(6), 6))).toEqual(told(whole.contribute(scene(6), 6)));
});

describe('refuses', () => {
  const refused = (term: Partial<AdaptationTerm>, other: Partial<Material> = {}, dropout = 0.1) =>
    expect(() =>
      createAdaptation(
        { ...defaultConfiguration, dropout, adaptation: [adaptationTerm.parse(term)] },
        { ...material, ...other },
      ),
    );

  it('terms that need target text without any', () => {
    for (const kind of [
      'simcse',
      'inverse-cloze',
      'cropping',
      'coral',
      'mmd',
      'adversarial',
      'modir',
    ] as const)
      refused({ kind }, { target: new Int32Array() }).toThrow(/there are none/);
  });
  it('SimCSE without dropout', () => refused({ kind: 'simcse', texts: 4 }, {}, 0).toThrow(/dropout/));
  it('more texts than there are', () => refused({ kind: 'coral', texts: 1000 }).toThrow(/draws 1000/));
  it('one language to tell apart', () =>
    refused({ kind: 'adversarial', by: 'language' }, { languages: ['en'] }).toThrow(/training languages/));
  it('nothing with a weight', () => {
    const nothing = { ...defaultConfiguration, lossWeight: 0, adaptation: [] };
    expect(() => createAdaptation(nothing, material)).toThrow(/no other term to train by/);
  });
  it('the same term twice', () =>
    expect(() =>
      createAdaptation(
        {
          ...defaultConfiguration,
          adaptation: [0, 1].map(() => adaptationTerm.parse({ kind: 'distillation' })),
        },
        material,
      ),
    ).toThrow(/given twice/));
});

it('leaves a term of weight 0 out', () => {
  expect(drawn({ kind: 'coral', weight: 0 }).terms).toEqual([]);
});
