import { describe, expect, it } from 'vitest';
import { defaultConfiguration, type RunRecord } from '../../protocol';
import { bestRuns, sorted } from './compare';

const run = (id: string, mono: number | undefined, patch: Partial<RunRecord> = {}): RunRecord =>
  ({
    id,
    started: `2026-01-0${id}`,
    data: { sha256: 'a' },
    configuration: defaultConfiguration,
    headline: { before: { mono: 0.1 }, now: { mono, rankDistance: mono && mono * 100 } },
    ...patch,
  }) as RunRecord;

describe('runs side by side', () => {
  it('are best among those scored alike: highest mAP, lowest rank distance', () => {
    const elsewhere = { ...defaultConfiguration, targetDomains: ['law'] };
    const records = [
      run('1', 0.2),
      run('2', 0.4),
      run('3', undefined),
      run('4', 0.9, { data: { sha256: 'b' } as RunRecord['data'] }),
      run('5', 0.8, { configuration: elsewhere }),
    ];
    expect(bestRuns(records, 'mono')).toEqual(new Set(['2']));
    expect(bestRuns(records, 'rankDistance')).toEqual(new Set(['1']));
  });

  it('are sorted by a figure with the unmeasured last, or by their start', () => {
    const records = [run('1', 0.2), run('2', undefined), run('3', 0.4)];
    const ids = (...by: Parameters<typeof sorted> extends [unknown, ...infer R] ? R : never) =>
      sorted(records, ...by).map(({ id }) => id);
    expect(ids('mono', 'descending')).toEqual(['3', '1', '2']);
    expect(ids('mono', 'ascending')).toEqual(['1', '3', '2']);
    expect(ids('started', 'descending')).toEqual(['3', '2', '1']);
  });
});
