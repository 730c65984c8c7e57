import { expect, it } from 'vitest';
import type { Corpus, Passage } from '../corpus';
import { paragraphsOf, translationsByPlace, unlabelledPassages } from './unlabelled';

const passage = (id: string, domain = 'law', context?: string): Passage => ({
  id,
  language: id.slice(0, 2),
  domain,
  text: id,
  context,
});

const corpus: Corpus = {
  name: 'small',
  format: 'isoglot-qa',
  sha256: '0'.repeat(64),
  languages: ['de', 'en'],
  domains: ['law', 'sports'],
  queries: [],
  passages: [
    passage('de_p1_0', 'law', 'Eins. Zwei.'),
    passage('de_p1_1', 'law', 'Eins. Zwei.'),
    passage('de_p2_0', 'law', 'Drei und vier.'),
    passage('de_p3_0', 'sports', 'Fünf.'),
    passage('en_p1_0', 'law', 'One. Two.'),
    passage('en_p1_1', 'law', 'One. Two.'),
    passage('en_p2_0', 'law', 'Three. Four.'),
    passage('en_p2_1', 'law', 'Three. Four.'),
    passage('en_x', 'law'),
  ],
  relevant: [],
  warnings: [],
};
const all = Int32Array.from(corpus.passages.keys());
const lists = (groups: Int32Array[]) => groups.map((group) => [...group]);

it('takes the passages of languages and domains', () => {
  expect([...unlabelledPassages(corpus, { languages: ['de'], domains: ['law'] })]).toEqual([0, 1, 2]);
  expect([...unlabelledPassages(corpus, { languages: ['de', 'en'], domains: ['sports'] })]).toEqual([3]);
  expect([...unlabelledPassages(corpus, { languages: ['fr'], domains: ['law'] })]).toEqual([]);
});

it('puts the sentences of a paragraph together', () => {
  expect(lists(paragraphsOf(corpus, all))).toEqual([[0, 1], [2], [3], [4, 5], [6, 7]]);
});

it('finds translations where paragraphs have as many sentences', () => {
  // p2 is one sentence in German and two in English: which of them it is isn't known.
  expect(lists(translationsByPlace(corpus, all))).toEqual([
    [0, 4],
    [1, 5],
  ]);
});
