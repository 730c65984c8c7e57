import { describe, expect, it } from 'vitest';
import { defaultConfiguration, type RunRecord } from '../../protocol';
import { againstBase } from './against';
import { bestRows, rowsOf, sorted } from './compare';

const run = (id: string, mono: number | undefined, patch: Partial<RunRecord> = {}): RunRecord =>
  ({
    id,
    started: `2026-01-0${id}`,
    step: 400,
    encoder: { sha256: 'e' },
    data: { sha256: 'a' },
    configuration: defaultConfiguration,
    headline: { before: { mono: 0.1 }, now: { mono, rankDistance: mono && mono * 100 } },
    ...patch,
  }) as RunRecord;
const seeded = (id: string, seed: number, mono: number, alpha = 0.5) =>
  run(id, mono, { configuration: { ...defaultConfiguration, seed, alpha, name: `run ${id}` } });

describe('runs side by side', () => {
  it('are best among those scored alike: highest mAP, lowest rank distance', () => {
    const elsewhere = { ...defaultConfiguration, targetDomains: ['law'] };
    const rows = rowsOf([
      run('1', 0.2),
      run('2', 0.4),
      run('3', undefined),
      run('4', 0.9, { data: { sha256: 'b' } as RunRecord['data'] }),
      run('5', 0.8, { configuration: elsewhere }),
    ]);
    expect(bestRows(rows, 'mono')).toEqual(new Set(['2']));
    expect(bestRows(rows, 'rankDistance')).toEqual(new Set(['1']));
  });

  it('are sorted by a figure with the unmeasured last, or by their start', () => {
    const rows = rowsOf([run('1', 0.2), run('2', undefined), run('3', 0.4)]);
    const ids = (...by: Parameters<typeof sorted> extends [unknown, ...infer R] ? R : never) =>
      sorted(rows, ...by).map(({ id }) => id);
    expect(ids('mono', 'descending')).toEqual(['3', '1', '2']);
    expect(ids('mono', 'ascending')).toEqual(['1', '3', '2']);
    expect(ids('started', 'descending')).toEqual(['3', '2', '1']);
  });

  it('are one row where they differ only in their seed: mean, deviation and number', () => {
    const rows = rowsOf([
      seeded('1', 1, 0.4),
      seeded('2', 2, 0.42),
      seeded('3', 3, 0.41),
      seeded('4', 1, 0.9, 0.1),
    ]);
    expect(rows.map(({ runs }) => runs.map(({ id }) => id))).toEqual([['4'], ['3', '2', '1']]);
    const { now, moved, id } = rows[1]!;
    expect(id).toBe('1');
    // (.40 + .42 + .41) / 3; deviation: sqrt((.01² + .01² + 0) / 2).
    expect(now.mono!.mean).toBeCloseTo(0.41, 12);
    expect(now.mono!.deviation).toBeCloseTo(0.01, 12);
    expect(now.mono!.n).toBe(3);
    expect(moved.mono).toBeCloseTo(0.31, 12);
  });

  it('stay apart at different steps, with the same seed, or before they are measured', () => {
    const apart = [seeded('1', 1, 0.4), { ...seeded('2', 2, 0.4), step: 20 }, seeded('3', 1, 0.4)];
    expect(rowsOf(apart)).toHaveLength(3);
    const unmeasured = ['1', '2'].map((id) => ({ ...seeded(id, Number(id), 0), headline: null }));
    expect(rowsOf(unmeasured)).toHaveLength(2);
  });
});

describe('rows against a base', () => {
  const base = [seeded('1', 1, 0.4), seeded('2', 2, 0.42), seeded('3', 3, 0.41)];

  it("of several seeds are tested by Welch's t, with Holm's correction over the rows", () => {
    const better = [0.45, 0.44, 0.48, 0.47].map((mono, i) => seeded(`${4 + i}`, i + 1, mono, 0.2));
    const alike = [seeded('8', 1, 0.4, 0.9), seeded('9', 2, 0.43, 0.9)];
    const rows = rowsOf([...base, ...better, ...alike]);
    const found = againstBase(
      rows,
      rows.find(({ id }) => id === '1')!,
    );
    // SciPy: p = .00649 for the first (see welch.test.ts), twice that after Holm.
    const mono = found.get('4')!.mono!;
    expect(mono.difference).toBeCloseTo(0.05, 12);
    expect(mono).toMatchObject({ significant: true, why: 'Welch’s t, p .013 by Holm' });
    expect(found.get('8')!.mono).toMatchObject({ significant: false });
    expect(found.has('1')).toBe(false);
  });

  it('of one seed are held against each other by their intervals, and otherwise not at all', () => {
    const known = (id: string, alpha: number, mono: number, arm: number) => {
      const one = seeded(id, 1, mono, alpha);
      const intervals = { level: 0.95, mono: { low: mono - arm, high: mono + arm } };
      return { ...one, headline: { ...one.headline!, intervals } };
    };
    // Arms of .03 and .04 make .05.
    const rows = rowsOf([
      known('1', 0.1, 0.4, 0.03),
      known('2', 0.2, 0.46, 0.04),
      known('3', 0.3, 0.44, 0.04),
    ]);
    const found = againstBase(
      rows,
      rows.find(({ id }) => id === '1')!,
    );
    expect(found.get('2')!.mono!.significant).toBe(true);
    expect(found.get('3')!.mono!.significant).toBe(false);
    expect(found.get('3')!.rankDistance!.significant).toBeNull();
    const mixed = rowsOf([...base, known('4', 0.2, 0.9, 0.01)]);
    const [single] = againstBase(
      mixed,
      mixed.find(({ id }) => id === '1')!,
    ).values();
    expect(single!.mono!.significant).toBeNull();
  });

  it('leave out what was measured on other data', () => {
    const rows = rowsOf([...base, run('5', 0.4, { data: { sha256: 'b' } as RunRecord['data'] })]);
    expect(
      againstBase(
        rows,
        rows.find(({ id }) => id === '1')!,
      ).size,
    ).toBe(0);
  });
});
