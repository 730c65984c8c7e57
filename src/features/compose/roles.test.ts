import { describe, expect, it } from 'vitest';
import { roleOf, withLanguage, withNextRole } from './roles';

const ALL = ['food', 'history', 'law'];

describe('domains', () => {
  it('reads empty lists as all but the targets', () => {
    const domains = { sourceDomains: [], targetDomains: ['law'] };
    expect(ALL.map((name) => roleOf(name, domains))).toEqual(['source', 'source', 'held out']);
  });

  it('go from train to hold out to unused and back', () => {
    const held = withNextRole('law', ALL, { sourceDomains: [], targetDomains: [] });
    expect(held).toEqual({ sourceDomains: [], targetDomains: ['law'] });
    const unused = withNextRole('law', ALL, held!);
    expect(unused).toEqual({ sourceDomains: ['food', 'history'], targetDomains: [] });
    expect(withNextRole('law', ALL, unused!)).toEqual({ sourceDomains: [], targetDomains: [] });
  });

  it('never leave nothing to train on', () => {
    expect(withNextRole('food', ALL, { sourceDomains: ['food'], targetDomains: ['law'] })).toBeNull();
  });
});

describe('languages', () => {
  it('leave out one, and come back to the empty list that means all', () => {
    const fewer = withLanguage('en', false, ['de', 'en'], []);
    expect(fewer).toEqual(['de']);
    expect(withLanguage('en', true, ['de', 'en'], fewer!)).toEqual([]);
    expect(withLanguage('de', false, ['de', 'en'], ['de'])).toBeNull();
  });
});
