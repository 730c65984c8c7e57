import { describe, expect, it } from 'vitest';
import { defaultConfiguration } from '../protocol';
import { createSetupStore } from './setup';

const start = {
  ...defaultConfiguration,
  languages: ['en', 'th'],
  evaluationLanguages: ['en', 'th'],
  targetDomains: ['law'],
};

describe('the experiment being composed', () => {
  it('loses what a newly opened data set does not have, and evaluates all of it', () => {
    const store = createSetupStore(start);
    store.getState().fitTo({ name: 'xquad-r', languages: ['de', 'en'], domains: ['history'] });
    expect(store.getState().draft).toMatchObject({
      data: 'xquad-r',
      languages: ['en'],
      evaluationLanguages: [],
      targetDomains: [],
    });
    store.getState().undo();
    expect(store.getState().draft).toEqual(start);
  });

  it('stays as it is when the same data set is opened again', () => {
    const store = createSetupStore(start);
    store.getState().fitTo({ name: start.data, languages: ['de', 'en', 'th'], domains: ['law', 'food'] });
    expect(store.getState().draft).toBe(start);
    expect(store.getState().past).toEqual([]);
  });

  it('refuses a value out of range and keeps the draft', () => {
    const store = createSetupStore(start);
    expect(() => store.getState().change({ alpha: 2 })).toThrow();
    expect(store.getState().draft).toBe(start);
  });

  it('knows the preset that it equals', () => {
    const store = createSetupStore(start);
    store.getState().setPresets([{ id: 'mine', label: 'Mine', description: '', configuration: start }]);
    expect(store.getState().presetId).toBe('mine');
    store.getState().change({ alpha: 0.25 });
    expect(store.getState().presetId).toBeNull();
    store.getState().change({ alpha: start.alpha });
    expect(store.getState().presetId).toBe('mine');
  });
});
