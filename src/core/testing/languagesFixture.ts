import data from '../../../fixtures/metrics/languages/data.json';
import { createRankCounter } from '../rankCount';
import { buildRankRequest } from '../rankRequest';
import type { RankTable } from '../rankTable';
import type { RowLabels } from '../metrics/rows';
import { parallelCorpus } from './parallelCorpus';

export const LANGUAGES = data.languages;
export const QUERIES = data.queries_per_language;

/** Rows scored at a time; not a divisor of their number, so that a short last block is tested too. */
const BLOCK = 7;

/** Whether question i has its relevant passage in a language number: `expected-partial-qrels.json` lacks some. */
export const hasRelevant = (i: number, language: number, partial: boolean) =>
  !(partial && i % 3 === 0 && language === i % 4);

/**
 * The table of fixtures/metrics/languages: 4 languages, 30 queries and 60 passages each, scored by dot product.
 * @param doubled whether the passage 30 places after a relevant one is relevant too
 */
export function fixtureTable(
  partial: boolean,
  topK = 10,
  doubled = false,
): { table: RankTable; labels: RowLabels } {
  const corpus = parallelCorpus({
    languages: data.languages,
    questions: QUERIES,
    passages: data.passages_per_language,
    domain: (i) => (i % 2 === 0 ? 'even' : 'odd'),
    answers: (i, language) => hasRelevant(i, data.languages.indexOf(language), partial),
  });
  if (doubled) {
    corpus.relevant = corpus.relevant.map((own) => own.flatMap((passage) => [passage, passage + QUERIES]));
  }
  const { request } = buildRankRequest(corpus, { languages: [], domains: [], topK });
  const counter = createRankCounter(request);
  const scores = dotProducts();
  const width = corpus.passages.length;
  for (let row = 0; row < corpus.queries.length; row += BLOCK) {
    const rows = Math.min(BLOCK, corpus.queries.length - row);
    counter.add(row, rows, scores.subarray(row * width, (row + rows) * width));
  }
  return {
    table: counter.table(),
    labels: { domain: corpus.queries.map((q) => q.domain), group: corpus.queries.map((q) => q.group) },
  };
}

function dotProducts(): Float32Array {
  const queries = floats(data.queries_f32_base64);
  const passages = floats(data.passages_f32_base64);
  const dimensions = data.dimensions;
  const width = passages.length / dimensions;
  return Float32Array.from({ length: (queries.length / dimensions) * width }, (_, cell) => {
    const q = Math.floor(cell / width) * dimensions;
    const p = (cell % width) * dimensions;
    let sum = 0;
    for (let d = 0; d < dimensions; d++) sum += queries[q + d]! * passages[p + d]!;
    return sum;
  });
}

function floats(base64: string): Float32Array {
  return new Float32Array(Uint8Array.from(atob(base64), (character) => character.charCodeAt(0)).buffer);
}
