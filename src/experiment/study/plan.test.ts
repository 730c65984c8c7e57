import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { baselineOf, gridOf, slugOf } from '../../core/study/grid';
import { exampleResult } from '../../io/testing/exampleResult';
import { parseStudy } from '../../io/studyFile';
import { study, type Study } from '../../protocol';
import { planStudy, runFingerprint } from './plan';

const data = { ...exampleResult().data, domains: ['law', 'arts'], languages: ['de', 'en', 'fr'] };
const made = (patch: object = {}): Study =>
  study.parse({
    schema: 'isoglot/study@1',
    name: 'Example',
    base: { steps: 7, batchSize: 4 },
    strategies: [
      { name: 'X-X-mono', set: { strategy: 'X-X-mono' } },
      { name: 'hybrid', set: { strategy: 'hybrid', alpha: 0.25 } },
    ],
    adaptations: [{ name: 'none' }, { name: 'Centering', set: { post: 'centering' } }],
    folds: [
      { name: 'law', targetDomains: ['law'] },
      { name: 'no French', zeroShotLanguages: ['fr'] },
    ],
    seeds: [3, 5],
    ...patch,
  });

describe('the plan of a study', () => {
  it('has every combination once, block by block, with its settings laid over the base', async () => {
    const runs = await planStudy(made(), data);
    // 2 strategies x 2 adaptations x 2 folds x 2 seeds; a block of the first seed and fold holds the first four.
    expect(runs).toHaveLength(16);
    expect(new Set(runs.map(({ id }) => id)).size).toBe(16);
    expect(runs.slice(0, 4).map(({ fold, seed }) => [fold, seed])).toEqual(Array(4).fill(['law', 3]));
    expect(runs[3]).toMatchObject({ strategy: 'hybrid', adaptation: 'Centering' });
    expect(runs[3]!.configuration).toMatchObject({
      ...{ strategy: 'hybrid', alpha: 0.25, post: 'centering', targetDomains: ['law'], languages: [] },
      ...{ steps: 7, batchSize: 4, seed: 3, name: 'Example · hybrid · Centering · law · 3' },
    });
    expect(runs[4]!.configuration).toMatchObject({ targetDomains: [], languages: ['de', 'en'] });
    expect(runs[3]!.id).toMatch(/^hybrid\.centering\.law\.s3-[0-9a-f]{8}$/);
    expect(baselineOf(made())).toEqual({ strategy: 'X-X-mono', adaptation: 'none' });
  });

  it('names a run by its settings and data: not by names, nor by a default that is written out', async () => {
    const [one] = await planStudy(made(), data);
    const [renamed] = await planStudy(
      made({ name: 'Other', base: { steps: 7, batchSize: 4, warmup: 0.1 } }),
      data,
    );
    expect(renamed!.id).toBe(one!.id);
    const [longer] = await planStudy(made({ base: { steps: 8, batchSize: 4 } }), data);
    expect(longer!.id).not.toBe(one!.id);
    const other = await runFingerprint(one!.configuration, { sha256: 'other' });
    expect(one!.id.endsWith(other)).toBe(false);
  });

  it('names a run by what its further data sets hold, and trains on the languages that they alone have', async () => {
    const more = [{ ...data, name: 'own', sha256: 'a', languages: ['fr', 'sw'] }];
    const base = { moreData: [{ data: 'own' }] };
    const [planned, changed] = await Promise.all([
      planStudy(made({ base }), data, more),
      planStudy(made({ base }), data, [{ ...more[0]!, sha256: 'b' }]),
    ]);
    expect(changed.map(({ id }) => id)).not.toContain(planned[0]!.id);
    // The second fold holds French out, of all data.
    expect(planned[4]!.configuration.languages).toEqual(['de', 'en', 'sw']);
    const one = planned[0]!.configuration;
    expect(await runFingerprint(one, data, [])).toBe(await runFingerprint(one, data));
  });

  it('holds out what the base does where it has no folds', async () => {
    const runs = await planStudy(made({ folds: [], base: { targetDomains: ['arts'] } }), data);
    expect(runs).toHaveLength(8);
    expect(runs[0]).toMatchObject({ fold: 'all', configuration: { targetDomains: ['arts'] } });
  });

  it.each<[string, object, RegExp]>([
    [
      'a domain that the data lack',
      { folds: [{ name: 'a', targetDomains: ['law', 'food'] }] },
      /folds\[0\]\.targetDomains\[1\].*no "food"/,
    ],
    [
      'a language that the data lack',
      { folds: [{ name: 'a', zeroShotLanguages: ['th'] }] },
      /folds\[0\]\.zeroShotLanguages\[0\].*no "th"/,
    ],
    ['a fold without target text', { folds: [{ name: 'a' }] }, /folds\[0\]: The fold "a" holds nothing out/],
    [
      'no language to train on',
      { folds: [{ name: 'a', zeroShotLanguages: ['de', 'en', 'fr'] }] },
      /No language is left/,
    ],
    [
      'a strategy twice',
      { strategies: [{ name: 'A' }, { name: 'A' }] },
      /strategies\[1\]\.name: "A" is there twice/,
    ],
    [
      'two names for one folder',
      { strategies: [{ name: 'X Y' }, { name: 'x-y' }] },
      /"X Y" and "x-y" would make folders/,
    ],
    ['a seed twice', { seeds: [1, 2, 1] }, /Seed 1 is there twice/],
    [
      'a setting out of range',
      { strategies: [{ name: 'A', set: { alpha: 2 } }] },
      /strategies\[0\]\.set\.alpha/,
    ],
    [
      'a setting that is none',
      { adaptations: [{ name: 'A', set: { alhpa: 1 } }] },
      /adaptations\[0\]\.set: .*alhpa/,
    ],
    ['a base out of range', { base: { steps: 0 } }, /base\.steps/],
    [
      'a seed in a strategy',
      { strategies: [{ name: 'A', set: { seed: 1 } }] },
      /strategies\[0\]\.set\.seed: The runs of a study must not differ/,
    ],
    [
      'further data in a strategy',
      { strategies: [{ name: 'A', set: { moreData: [] } }] },
      /strategies\[0\]\.set\.moreData: The runs of a study must not differ/,
    ],
    [
      'a setting of both factors',
      { adaptations: [{ name: 'A', set: { alpha: 1 } }] },
      /adaptations\[0\]\.set\.alpha: A strategy sets this/,
    ],
    [
      'a baseline that is not there',
      { baseline: { strategy: 'X-Y', adaptation: 'none' } },
      /baseline\.strategy.*no "X-Y"/,
    ],
  ])('refuses %s', async (_, patch, says) => {
    await expect(planStudy(made(patch), data)).rejects.toMatchObject({
      code: 'bad-configuration',
      message: expect.stringMatching(says) as string,
    });
  });

  it('reads the bundled study: three strategies, four adaptations, two folds, three seeds', async () => {
    const path = 'public/presets/studies/isoglot-qa.json';
    const bundled = parseStudy(readFileSync(path, 'utf8'), path);
    const domains = ['medicine', 'law', 'sports', 'arts', 'astronomy', 'computing', 'food'];
    const runs = await planStudy(bundled, { ...data, domains });
    expect(runs).toHaveLength(3 * 4 * 2 * 3);
    expect(runs.filter(({ fold }) => fold === runs[0]!.fold)).toHaveLength(36);
  });

  it('makes names of folders that no system refuses, and whole blocks whatever the sizes', () => {
    const name = fc.string({ minLength: 1, maxLength: 60, unit: 'grapheme' });
    fc.assert(
      fc.property(name, name, name, fc.nat(), (strategy, adaptation, fold, seed) => {
        expect(slugOf({ strategy, adaptation, fold, seed })).toMatch(
          /^[\p{L}\p{N}-]+\.[\p{L}\p{N}-]+\.[\p{L}\p{N}-]+\.s\d+$/u,
        );
      }),
    );
    const levels = (n: number) => Array.from({ length: n }, (_, i) => ({ name: `l${i}` }));
    const size = fc.integer({ min: 1, max: 4 });
    fc.assert(
      fc.property(size, size, size, size, (s, a, f, n) => {
        const seeds = Array.from({ length: n }, (_, i) => i);
        const cells = gridOf({ strategies: levels(s), adaptations: levels(a), folds: levels(f), seeds });
        expect(new Set(cells.map((cell) => JSON.stringify(cell))).size).toBe(s * a * f * n);
        for (const [i, { fold, seed }] of cells.entries()) {
          const first = cells[i - (i % (s * a))]!;
          expect([fold, seed]).toEqual([first.fold, first.seed]);
        }
      }),
    );
  });
});
