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
  });

  it('finds its languages and domains again when the data set they belong to is opened again', () => {
    const store = createSetupStore(start);
    store.getState().change({ seed: 7 });
    store.getState().fitTo({ name: 'xquad-r', languages: ['de', 'en'], domains: ['history'] });
    store.getState().fitTo({ name: start.data, languages: ['de', 'en', 'th'], domains: ['law', 'food'] });
    expect(store.getState().draft).toEqual({ ...start, seed: 7 });
  });

  it('keeps training languages that a further data set may have, and takes another name of one into all its past', () => {
    const own = { data: 'data/own.jsonl', format: 'auto' as const };
    const store = createSetupStore({ ...start, moreData: [{ ...own, weight: 3 }] });
    store.getState().change({ seed: 7 });
    store.getState().fitTo({ name: 'xquad-r', languages: ['de', 'en'], domains: [] });
    store.getState().renameFurther(own, { data: 'own', format: 'auto' });
    const moreData = [{ data: 'own', format: 'auto', weight: 3 }];
    expect(store.getState().draft).toMatchObject({ seed: 7, languages: ['en', 'th'], moreData });
    expect(store.getState().past).toHaveLength(1);
    store.getState().undo();
    expect(store.getState().draft).toMatchObject({ seed: start.seed, moreData });
  });

  it('takes those of a preset for a data set that it has not met', () => {
    const store = createSetupStore({ ...start, data: 'xquad-r', targetDomains: ['history'] });
    store.getState().setPresets([{ id: 'mine', label: 'Mine', description: '', configuration: start }]);
    store.getState().fitTo({ name: start.data, languages: ['de', 'en', 'th'], domains: ['law', 'food'] });
    expect(store.getState().draft).toEqual(start);
    expect(store.getState().presetId).toBe('mine');
  });

  it('is never undone into another data set, encoder or backend than what is open', () => {
    const store = createSetupStore(start);
    store.getState().change({ seed: 7 });
    store.getState().follow({ backend: 'cpu', encoder: 'another' });
    store.getState().fitTo({ name: 'xquad-r', languages: ['de', 'en'], domains: ['history'] });
    expect(store.getState().past).toHaveLength(1);
    store.getState().undo();
    expect(store.getState().draft).toMatchObject({
      seed: start.seed,
      backend: 'cpu',
      encoder: 'another',
      data: 'xquad-r',
      languages: ['en'],
      targetDomains: [],
    });
  });

  it('takes a preset over as far as the open data has its languages and domains', () => {
    const store = createSetupStore(start);
    store.getState().setPresets([{ id: 'mine', label: 'Mine', description: '', configuration: start }]);
    store.getState().follow({ backend: 'wasm' });
    store.getState().fitTo({ name: 'xquad-r', languages: ['de', 'en'], domains: ['history'] });
    store.getState().change({ seed: 7 });
    expect(store.getState().presetId).toBeNull();
    store.getState().replace(start);
    expect(store.getState().draft).toMatchObject({
      data: 'xquad-r',
      backend: 'wasm',
      languages: ['en'],
      targetDomains: [],
      seed: start.seed,
    });
    expect(store.getState().presetId).toBe('mine');
  });

  it('has nothing to undo where nothing was changed', () => {
    const store = createSetupStore(start);
    store.getState().change({ seed: start.seed });
    expect(store.getState().past).toEqual([]);
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
