import type { Corpus } from '../corpus';

export interface ParallelShape {
  languages: string[];
  /** Questions 0 .. n - 1; question i is relevant to passage i of every language that has it. */
  questions: number;
  /** Passages per language; those from `questions` on are relevant to nothing. */
  passages?: number;
  /** Domain of question or passage i. */
  domain?: (i: number) => string;
  /** Whether question i has a query in a language. */
  asks?: (i: number, language: string) => boolean;
  /** Whether question i has its relevant passage in a language. */
  answers?: (i: number, language: string) => boolean;
}

/** A corpus in which everything is parallel but what the shape takes out. */
export function parallelCorpus(shape: ParallelShape): Corpus {
  const { languages, questions, passages: perLanguage = questions } = shape;
  const domain = shape.domain ?? (() => 'general');
  const numbers = Array.from({ length: perLanguage }, (_, i) => i);
  const passages = languages.flatMap((language) =>
    numbers.map((i) => ({
      id: `${language}-p${i}`,
      language,
      domain: domain(i),
      text: `${language} answer ${i}`,
    })),
  );
  const asked = languages.flatMap((language) =>
    numbers
      .slice(0, questions)
      .filter((i) => shape.asks?.(i, language) ?? true)
      .map((i) => ({ i, language })),
  );
  return {
    name: 'test data',
    format: 'test',
    sha256: '',
    languages,
    domains: [...new Set(numbers.map(domain))].sort(),
    queries: asked.map(({ i, language }) => ({
      id: `${language}-q${i}`,
      group: `q${i}`,
      language,
      domain: domain(i),
      text: `${language} question ${i}`,
    })),
    passages,
    relevant: asked.map(({ i }) =>
      languages.flatMap((language, l) =>
        (shape.answers?.(i, language) ?? true) ? [l * perLanguage + i] : [],
      ),
    ),
    warnings: [],
  };
}
