import { describe, expect, it } from 'vitest';
import type { EvaluationEvent } from '../../protocol';
import { domainRows, roleIn } from './domainRows';

const groups = (map: number, distance: number) => ({
  monolingual: { map },
  crosslingual: { map: map / 2 },
  multilingual: { map: null },
  languageBias: { rankDistance: { mean: distance } },
});
const event = (law: number, rest: object = {}) =>
  ({
    scores: { ...groups(0.8, 30), domains: { sports: groups(0.6, 20), law: groups(law, 10) } },
    ...rest,
  }) as unknown as EvaluationEvent;

describe('rows of domains', () => {
  const interval = { low: 0.3, high: 0.5 };
  const now = event(0.4, {
    intervals: {
      domains: { law: { monolingual: interval } },
      monolingual: { map: { low: 0.7, high: 0.9 } },
      crosslingual: { map: null },
      multilingual: { map: null },
      rankDistance: { mean: null },
    },
    change: {
      monolingual: { map: null },
      crosslingual: { map: null },
      multilingual: { map: null },
      domains: { law: { monolingual: { significant: false }, crosslingual: null } },
    },
  });

  it('hold every domain by name, and all of them at the end', () => {
    expect(domainRows(null, now).map(({ name }) => name)).toEqual(['law', 'sports', null]);
  });

  it('hold value, earlier value, interval and significance of each setting', () => {
    const [law, sports, all] = domainRows(event(0.3), now);
    expect(law?.monolingual).toEqual({ before: 0.3, now: 0.4, interval, significant: false });
    expect(law?.crosslingual).toEqual({ before: 0.15, now: 0.2, interval: null, significant: null });
    expect(law?.multilingual.now).toBeNull();
    expect(sports?.rankDistance).toEqual({ before: 20, now: 20, interval: null, significant: null });
    expect(all?.monolingual.interval).toEqual({ low: 0.7, high: 0.9 });
  });

  it('do without what an older result lacks', () => {
    expect(domainRows(null, event(0.4))[0]?.monolingual).toEqual({
      before: null,
      now: 0.4,
      interval: null,
      significant: null,
    });
  });

  it('say what became of a domain', () => {
    const lists = { sourceDomains: ['food'], targetDomains: ['law'] };
    expect(['law', 'food', 'sports'].map((name) => roleIn(lists, name))).toEqual([
      'held out',
      'trained on',
      'unused',
    ]);
    expect(roleIn({ sourceDomains: [], targetDomains: [] }, 'law')).toBe('trained on');
  });

  it('say it as it was measured where it was, whatever the configuration wanted', () => {
    const lists = { sourceDomains: ['food'], targetDomains: ['law', 'food'] };
    const roles = ['law', 'food', 'sports'].map((name) => roleIn(lists, name, ['law', 'sports']));
    expect(roles).toEqual(['held out', 'trained on', 'unused']);
  });
});
