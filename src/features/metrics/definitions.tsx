import type { ReactNode } from 'react';
import { call, large, name, number, over, row, sign, size, sub, sup, text, under, word } from './formula';

/** What a person should know about a metric before believing it. */
export interface MetricDefinition {
  title: string;
  meaning: string;
  formula: ReactNode[];
  /** What the letters of the formula stand for. */
  letters: string;
  source: string;
  range: string;
  floor: string;
  chance: string;
  misleads: string;
}

const q = name('q');
const relevant = call(name('R'), q);
const rank = call(name('r'), name('d'));
const bestRank = sub(name('r'), number('1'));
const log2 = (...inside: ReactNode[]) => row(sub(word('log'), number('2')), sign('('), ...inside, sign(')'));
const equals = sign('=');

export const DEFINITIONS: Record<string, MetricDefinition> = {
  map: {
    title: 'mAP, mean average precision',
    meaning: 'How near to the top the relevant passages stand, all of them counted.',
    formula: [
      call(word('AP'), q),
      equals,
      over(number('1'), size(relevant)),
      under('∑', row(name('d'), sign('∈'), relevant)),
      over(row(text('relevant in the top\u00a0'), rank), rank),
    ],
    letters:
      'R(q): relevant passages of query q; r(d): rank of passage d. mAP: mean over queries, then plainly over languages or pairs.',
    source:
      'LAReQA, Roy et al. 2020 (arXiv 2004.05484), official evaluation code; settings after Elmahdy et al. 2024 (arXiv 2408.10536), section 3.2.',
    range: '0 to 1; higher is better.',
    floor: 'Above 0: every candidate is ranked, so every relevant passage counts a little.',
    chance:
      'Random ranking on XQuAD-R: .0065 with one language in the pool (about 1,200 candidates), .0016 in the pool of all 13,014.',
    misleads:
      'In the monolingual and cross-lingual settings each query has one relevant passage: mAP is the mean reciprocal rank there. It falls as the pool grows, so compare only equal pools.',
  },
  'mrr@10': {
    title: 'MRR@10, mean reciprocal rank',
    meaning: 'How near to the top the first relevant passage stands, if it is among the first ten.',
    formula: [
      call(word('RR@10'), q),
      equals,
      over(number('1'), bestRank),
      text('\u00a0if\u00a0'),
      bestRank,
      sign('≤'),
      number('10'),
      text(',\u00a0else\u00a0'),
      number('0'),
    ],
    letters: 'r₁: rank of the best relevant passage.',
    source: 'TREC question answering track, Voorhees 1999; cut-off as in MS MARCO.',
    range: '0 to 1; higher is better.',
    floor: '0: nothing relevant in the top ten.',
    chance: 'About 2.9 / N for N candidates and one relevant (the sum of 1/r for r = 1 to 10 is 2.93).',
    misleads: 'Rank 11 and the last rank count the same, and the second relevant passage counts nothing.',
  },
  'recall@1': {
    title: 'Recall@1',
    meaning: 'How often the first passage retrieved is the right one.',
    formula: [
      call(word('recall@1'), q),
      equals,
      over(row(text('relevant in the top\u00a0'), number('1')), size(relevant)),
    ],
    letters: 'R(q): relevant passages of query q, one in these settings.',
    source: 'Elmahdy et al. 2024 (arXiv 2408.10536), Table 3, monolingual and cross-lingual.',
    range: '0 to 1; higher is better.',
    floor: '0: never first.',
    chance: '1 / N for N candidates.',
    misleads: 'A right passage at rank 2 counts nothing; with few queries it moves in coarse steps.',
  },
  'recall@10': {
    title: 'Recall@10',
    meaning: 'Share of the parallel relevant passages, in all languages, that are in the top ten.',
    formula: [
      call(word('recall@10'), q),
      equals,
      over(row(text('relevant in the top\u00a0'), number('10')), size(relevant)),
    ],
    letters: 'R(q): relevant passages of query q in all languages of the pool.',
    source: 'Elmahdy et al. 2024 (arXiv 2408.10536), Table 3, multilingual.',
    range: '0 to 10 / |R(q)| where a query has more than ten relevants: .909 with eleven languages.',
    floor: '0: none in the top ten.',
    chance: '10 / N for N candidates.',
    misleads:
      'Its ceiling is below 1 with more than ten languages, and the order inside the top ten counts nothing.',
  },
  'ndcg@10': {
    title: 'nDCG@10, normalised discounted cumulative gain',
    meaning:
      'Relevant passages in the top ten, each worth less the lower it stands, against the best order possible.',
    formula: [
      call(word('nDCG@10'), q),
      equals,
      over(
        large(
          under('∑', row(name('i'), equals, number('1')), number('10')),
          over(sub(word('rel'), name('i')), log2(name('i'), sign('+'), number('1'))),
        ),
        large(
          under(
            '∑',
            row(name('i'), equals, number('1')),
            row(word('min'), sign('('), number('10'), sign(','), size(relevant), sign(')')),
          ),
          over(number('1'), log2(name('i'), sign('+'), number('1'))),
        ),
      ),
    ],
    letters: 'relᵢ: 1 if the passage at rank i is relevant, else 0.',
    source: 'Järvelin and Kekäläinen 2002, with binary gains as in trec_eval.',
    range: '0 to 1; higher is better.',
    floor: '0: nothing relevant in the top ten.',
    chance: 'About 4.5 / N for N candidates and one relevant (the sum of the discounts is 4.54).',
    misleads: 'What stands below rank ten counts nothing; with one relevant passage it is a gentler MRR.',
  },
  rankDistance: {
    title: 'Rank distance, the language bias',
    meaning: 'How far apart the same answer lies in its best and its worst language.',
    formula: [
      call(word('RD'), q),
      equals,
      under('max', row(name('d'), sign('∈'), relevant)),
      rank,
      sign('−'),
      under('min', row(name('d'), sign('∈'), relevant)),
      rank,
    ],
    letters:
      'R(q): the parallel relevant passages of query q; r(d): rank in the pool of all languages. Mean over the queries of a language, then plainly over languages.',
    source:
      'Elmahdy et al. 2024 (arXiv 2408.10536), section 4.1 and Tables 7 and 8; after Huang et al., SIGIR 2023.',
    range: 'From the floor to the size of the pool; lower is better.',
    floor: '|R(q)| − 1: ten with eleven languages, when all answers stand side by side.',
    chance: '(N + 1)(|R| − 1) / (|R| + 1): about 10,846 on XQuAD-R.',
    misleads:
      'It scales with the pool, so compare only equal pools, and the one worst language alone decides it. A ranking that is wrong everywhere alike looks fair.',
  },
  'languageShare@10': {
    title: 'Language share in the top 10',
    meaning: 'Which languages fill the first ten ranks, right or wrong.',
    formula: [
      call(word('share'), name('x'), sign(','), name('y')),
      equals,
      over(number('1'), row(number('10'), sign('·'), size(sub(name('Q'), name('x'))))),
      under('∑', row(q, sign('∈'), sub(name('Q'), name('x')))),
      row(text('passages of\u00a0'), name('y'), text('\u00a0in the top\u00a0'), number('10')),
    ],
    letters: 'Q with index x: queries of language x; y: a passage language.',
    source: 'Isoglot’s own description of a ranking, beside the rank distance.',
    range: '0 to 1; each row sums to 1.',
    floor: 'None: even shares mean no preference if the pool is even.',
    chance: 'Each language’s share of the pool: about 9 % with eleven languages.',
    misleads:
      'Even shares say nothing about being right. In an uneven pool the larger languages should have more.',
  },
  loss: {
    title: 'InfoNCE, the training loss',
    meaning: 'How surely the encoder picks each query’s own passage among those of its batch.',
    formula: [
      name('L'),
      equals,
      sign('−'),
      over(number('1'), size(name('B'))),
      under('∑', row(name('i'), sign('∈'), name('B'))),
      word('log'),
      text('\u2009'),
      over(
        sup(name('e'), row(sub(name('s'), name('ii')), sign('/'), name('τ'))),
        large(
          under('∑', row(name('j'), sign('∈'), sub(name('N'), name('i')))),
          sup(name('e'), row(sub(name('s'), name('ij')), sign('/'), name('τ'))),
        ),
      ),
    ],
    letters:
      'B: the batch; s: cosine of query i and passage j; τ: temperature; N with index i: the batch without query i’s masked false negatives.',
    source:
      'van den Oord et al. 2018 (arXiv 1807.03748); in-batch negatives as in Elmahdy et al. 2024, section 2.1.',
    range: '0 upwards; lower is better.',
    floor: '0: every query sure of its own passage.',
    chance: 'log |B|: 3.47 with 32 pairs, nothing masked.',
    misleads:
      'Monolingual and cross-lingual batches are not equally hard: compare a kind with itself. It depends on batch size and temperature, and falling loss need not mean better retrieval.',
  },
};
