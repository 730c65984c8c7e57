import { describe, expect, it } from 'vitest';
import type { Corpus, Passage } from './corpus';
import { contextWarnings, passageInput } from './passageText';

const passage = (text: string, context?: string): Passage => ({
  ...{ id: text, language: 'en', domain: 'law', text },
  ...(context === undefined ? {} : { context }),
});

describe('passageInput', () => {
  it.each<[string, Passage, string, string]>([
    // Python: ('B c.' + 'A.\nB c.\n\nD.').replace('\n', '') == 'B c.A.B c.D.'
    ['joins and takes line feeds out', passage('B c.', 'A.\nB c.\n\nD.'), 'B c.', 'B c.A.B c.D.'],
    ['leaves the sentence alone where it is asked for', passage('B\nc.', 'A. B\nc.'), 'B\nc.', 'Bc.A. Bc.'],
    ['has no context to add', passage('B\nc.'), 'B\nc.', 'B\nc.'],
  ])('%s', (_, one, sentence, both) => {
    expect(passageInput(one, 'sentence')).toBe(sentence);
    expect(passageInput(one, 'sentence-context')).toBe(both);
  });
});

it('contextWarnings counts passages without a context, where one is asked for', () => {
  const corpus = { format: 'tsv', passages: [passage('a'), passage('b', 'a b'), passage('c')] } as Corpus;
  expect(contextWarnings(corpus, 'sentence')).toEqual([]);
  expect(contextWarnings(corpus, 'sentence-context')).toEqual([
    'passageText is "sentence-context", but 2 of 3 passages (tsv) have no context: they are encoded alone.',
  ]);
  expect(contextWarnings({ ...corpus, passages: corpus.passages.slice(1, 2) }, 'sentence-context')).toEqual(
    [],
  );
});
