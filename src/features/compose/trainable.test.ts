import { expect, it } from 'vitest';
import { trainableOf } from './trainable';

it('languages of all sets can be trained on, and those that were chosen and that none has are seen', () => {
  const main = { languages: ['de', 'en'], queries: { de: 3, en: 4 } };
  const more = { languages: ['en', 'sw'], queries: { en: 10, sw: 2 } };
  expect(trainableOf([main, more], ['en', 'th'])).toEqual({
    languages: ['de', 'en', 'sw', 'th'],
    queries: { de: 3, en: 14, sw: 2, th: 0 },
  });
});
