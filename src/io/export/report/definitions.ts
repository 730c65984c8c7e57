/** What every figure of a report means, in a line each. */
export const DEFINITIONS: readonly (readonly [name: string, meaning: string])[] = [
  [
    'Mo, monolingual',
    'Queries and candidates of one language. Mean over queries, then plainly over languages (arXiv 2408.10536, section 3.2).',
  ],
  [
    'Cr, cross-lingual',
    'Candidates of one other language, pair by pair; a language’s row is the plain mean over the pairs that it asks in.',
  ],
  [
    'Mul, multilingual',
    'Candidates of all languages in one pool; relevant are the answers in every language.',
  ],
  [
    'mAP',
    'Mean average precision: mean, over a query’s relevant passages, of the share of relevant ones down to its rank. 0 to 1, higher is better.',
  ],
  ['recall@k', 'Share of a query’s relevant passages among the first k. 0 to 1, higher is better.'],
  [
    'nDCG@10',
    'Gains of the first ten ranks, discounted by the logarithm of the rank, over the best possible. 0 to 1, higher is better.',
  ],
  [
    'rank distance',
    'Language bias: worst less best rank of a query’s answers in the pool of all languages. Lower is better; it grows with the pool.',
  ],
  [
    'RankC',
    'Consistency: agreement of the first candidates of two languages’ rankings of the same question, weighted to the top; mean over pairs. 0 to 1.',
  ],
  [
    'geometry',
    'How the embeddings of a sample of the queries lie. CKA: two languages arrange the same questions alike, 0 to 1. Alignment: squared distance of a question to itself in another language, 0 to 4. Centroid distance: between the middles of two languages, 0 to 2. Silhouette: embeddings cluster by language or domain, -1 to 1. Isotropy: 0 one direction, 1 all alike. Uniformity: 0 all the same, about -4 evenly spread.',
  ],
  [
    'trained on',
    'Share of the evaluated queries and passages that the run trained on: the same text, one in another language that asks or answers the same, or one that is nearly the same. What the encoder saw before is unknown.',
  ],
];
