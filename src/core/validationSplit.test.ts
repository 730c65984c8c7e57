import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Corpus } from './corpus';
import { parallelCorpus } from './testing/parallelCorpus';
import { validationSplit } from './validationSplit';

/** 12 questions on 24 sentences in two languages; `together` sentences make a paragraph. */
function corpusOf(together: number): Corpus {
  const corpus = parallelCorpus({
    languages: ['de', 'en'],
    questions: 12,
    passages: 24,
    domain: (i) => (i % 12 < 6 ? 'a' : 'b'),
  });
  const paragraph = (i: number) => Math.floor((i % 12) / together);
  corpus.passages.forEach((passage, index) => {
    passage.context = `${passage.domain} ${paragraph(index % 24)}`;
  });
  return corpus;
}

describe('validationSplit', () => {
  it('keeps whole paragraphs out in all languages: 1 of 4 has 3 questions and 12 sentences', () => {
    const corpus = corpusOf(3);
    const split = validationSplit(corpus, { domains: ['a', 'b'], share: 0.25, seed: 1 });
    expect(split.paragraphs).toEqual({ kept: 1, of: 4 });
    expect(split.groups.size).toBe(3);
    // Two languages, 3 sentences that answer and 3 that do not.
    expect(split.passages.size).toBe(12);
    const contexts = [...split.passages].map((index) => corpus.passages[index]!.context);
    expect(new Set(contexts).size).toBe(1);
  });

  it('never parts a passage from the questions on its paragraph, whatever is tied to what', () => {
    const shape = fc.record({
      together: fc.integer({ min: 1, max: 4 }),
      share: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
      seed: fc.nat(),
      shared: fc.array(fc.tuple(fc.nat(23), fc.nat(47)), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(shape, ({ together, share, seed, shared }) => {
        const corpus = corpusOf(together);
        for (const [query, passage] of shared)
          corpus.relevant[query] = [...new Set([...corpus.relevant[query]!, passage])].sort((a, b) => a - b);
        let split;
        try {
          split = validationSplit(corpus, { domains: ['a', 'b'], share, seed });
        } catch (error) {
          expect(error).toMatchObject({ code: 'empty-data' });
          return;
        }
        const { kept, of } = split.paragraphs;
        expect(kept).toBe(Math.max(1, Math.round(share * of)));
        expect(kept).toBeLessThan(of);
        const keptContexts = new Set(
          [...split.passages].map((index) => {
            const { language, context } = corpus.passages[index]!;
            return `${language} ${context}`;
          }),
        );
        corpus.passages.forEach(({ language, context }, index) =>
          expect(keptContexts.has(`${language} ${context}`)).toBe(split.passages.has(index)),
        );
        corpus.queries.forEach(({ group }, query) => {
          for (const passage of corpus.relevant[query]!)
            expect(split.passages.has(passage)).toBe(split.groups.has(group));
        });
      }),
    );
  });

  it('takes each passage as a paragraph where the format has none, of the training domains alone', () => {
    const corpus = parallelCorpus({
      languages: ['de', 'en'],
      questions: 10,
      domain: (i) => (i < 8 ? 'a' : 'b'),
    });
    const split = validationSplit(corpus, { domains: ['a'], share: 0.5, seed: 3 });
    expect(split.paragraphs).toEqual({ kept: 4, of: 8 });
    expect(split.passages.size).toBe(8);
    for (const group of split.groups) expect(Number(group.slice(1))).toBeLessThan(8);
  });

  it('refuses where everything is tied together', () => {
    const corpus = corpusOf(3);
    corpus.relevant[0] = [...corpus.passages.keys()];
    expect(() => validationSplit(corpus, { domains: ['a', 'b'], share: 0.1, seed: 0 })).toThrow(
      'tie all of them together',
    );
  });
});
