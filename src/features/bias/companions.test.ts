import { describe, expect, it } from 'vitest';
import type { EvaluationEvent } from '../../protocol';
import { companionsOf } from './companions';

const old = {
  rankDistance: { mean: 212, perLanguage: { de: 212 } },
  'languageShare@10': { de: { de: 0.6, en: 0.4 }, en: { de: 0.2, en: 0.8 } },
  oracleGap: { 'de-en': 0.1, 'en-de': 0.3 },
  languagePreference: { perLanguage: { de: 0.5, en: 0.7 } },
};
const means = (mean: number) => ({ mean, perLanguage: { de: mean } });
const full = {
  ...old,
  rankDistance: { ...old.rankDistance, mean: 180, floor: 1, chance: 1234.4 },
  relevantShare: { de: { de: 0.5, en: 0.5 }, en: { de: 0.5, en: 0.5 } },
  poolShare: { de: 0.25, en: 0.75 },
  violationRate: means(0.25),
  'targetRecall@20': means(0.4),
  peer: { level0: means(0.3), relevant: means(0.44), cutoff: 100, degenerate: true },
};
const event = (languageBias: object, intervals?: object) =>
  ({ scores: { languageBias }, intervals }) as unknown as EvaluationEvent;
const titled = (before: EvaluationEvent, now: EvaluationEvent, title: string) =>
  companionsOf({ before, now, changed: true }).find((one) => one.title === title);

describe('companions of the rank distance', () => {
  const now = event(full, { level: 0.95, rankDistance: { mean: { low: 170, high: 190.2 } } });

  it('stand beside floor, chance and interval', () => {
    const row = titled(event(old), now, 'Rank distance');
    expect(row?.figures).toEqual({ before: '212', now: '180', change: '−32' });
    expect(row?.note).toBe('floor 1, chance 1,234, 95 % 170 to 190');
  });

  it('set the own language of the top ten against the relevant passages and the pool', () => {
    const row = titled(event(old), now, 'Own language in the top 10');
    // (.6 + .8) / 2, (.5 + .5) / 2 and (.25 + .75) / 2.
    expect(row?.figures.now).toBe('.700');
    expect(row?.note).toBe('of the relevant .500, of the pool .500');
  });

  it('average over languages and pairs', () => {
    expect(titled(event(old), now, 'Same-language preference')?.figures.now).toBe('.600');
    expect(titled(event(old), now, 'Language-oracle gap')?.figures.now).toBe('.200');
  });

  it('warn where PEER is degenerate, of the relevant passages alone', () => {
    expect(titled(event(old), now, 'PEER, relevant passages')?.note).toContain('Says nothing here');
    expect(titled(event(old), now, 'PEER, irrelevant passages')?.note).not.toContain('Says nothing');
  });

  it('say what an older result lacks', () => {
    const row = titled(event(old), event(old), 'Target recall at 20');
    expect(row?.figures).toEqual({ before: '–', now: '–', change: '–' });
    expect(row?.note).toBe('not in this older result');
  });
});
