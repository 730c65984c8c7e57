import type { Configuration } from '../../protocol';

type Strategy = Configuration['strategy'];

/** The strategies in the order of the literature, each with what one batch is made of. */
export const STRATEGY_WORDS: readonly { value: Strategy; label: string; hint: string }[] = [
  { value: 'X-X-mono', label: 'X-X-mono', hint: 'One language per batch.' },
  { value: 'X-X', label: 'X-X', hint: 'Same-language pairs; the languages are mixed within a batch.' },
  { value: 'X-Y', label: 'X-Y', hint: 'Query and passage of every pair in different languages.' },
  { value: 'En-En', label: 'En-En', hint: 'English queries and English passages only.' },
  {
    value: 'hybrid',
    label: 'hybrid',
    hint: 'A monolingual batch with probability alpha, else a cross-lingual one.',
  },
  { value: 'ratio', label: 'ratio', hint: 'Each batch of one kind, drawn by the weights of the kinds.' },
  {
    value: 'within',
    label: 'within',
    hint: 'Every batch holds a share of cross-lingual pairs beside same-language ones.',
  },
  {
    value: 'matrix',
    label: 'matrix',
    hint: 'Each pair in a query and a passage language drawn by their weight.',
  },
  {
    value: 'parallel',
    label: 'parallel',
    hint: 'Whole questions: each in all its languages, once as query and once as passage.',
  },
];

/** The kinds of batches of `ratio`, by the strategies that have no others. */
export const RATIO_WORDS = { mono: 'X-X-mono', mixed: 'X-X', cross: 'X-Y', english: 'En-En' } as const;

export const ALPHA_SCHEDULE_WORDS = [
  { value: 'constant', label: 'constant', hint: 'The same alpha from the first step to the last.' },
  { value: 'linear', label: 'linear', hint: 'In a straight line to the last step’s.' },
  { value: 'cosine', label: 'cosine', hint: 'Along half a cosine to the last step’s.' },
  {
    value: 'curriculum',
    label: 'curriculum',
    hint: 'Monolingual for a third of the run, then down to the last step’s alpha over another third.',
  },
] as const;

export const SAMPLING_WORDS = [
  { value: 'uniform', label: 'all alike', hint: 'Each is equally likely, whatever its size.' },
  { value: 'size', label: 'by size', hint: 'In proportion to the questions that it has.' },
  { value: 'temperature', label: 'by temperature', hint: 'In proportion to size^(1 / T): between the two.' },
] as const;

export const SCHEDULES = [
  { value: 'linear', label: 'linear', hint: 'Warm-up, then linear decay to zero.' },
  { value: 'cosine', label: 'cosine', hint: 'Warm-up, then half a cosine to zero.' },
  { value: 'constant', label: 'constant', hint: 'Warm-up, then constant.' },
] as const;

export const SELECTION_WORDS = [
  { value: 'none', label: 'the last one', description: 'The run ends with the encoder of its last step.' },
  { value: 'loss', label: 'lowest loss', description: 'Contrastive loss of the kept paragraphs.' },
  { value: 'map', label: 'highest mAP', description: 'Mean average precision.' },
  { value: 'ndcg@10', label: 'highest nDCG@10', description: 'Gain of the first ten, less with each rank.' },
  { value: 'mrr@10', label: 'highest MRR@10', description: 'One over the rank of the first answer.' },
  { value: 'recall@1', label: 'highest recall@1', description: 'Share of the answers at rank 1.' },
  { value: 'recall@10', label: 'highest recall@10', description: 'Share of the answers in the first ten.' },
  { value: 'hit@1', label: 'highest hit@1', description: 'Queries with an answer at rank 1.' },
  { value: 'rank-distance', label: 'lowest rank distance', description: 'The least language bias.' },
  { value: 'rankc', label: 'highest RankC', description: 'The most consistent over languages.' },
] as const;

export const SELECTION_SETTINGS = [
  { value: 'mono', label: 'mono', hint: 'Queries and passages of one language.' },
  { value: 'cross', label: 'cross', hint: 'Queries and passages of two languages.' },
  { value: 'multi', label: 'multi', hint: 'One pool of all training languages.' },
] as const;

export const TEMPERATURES = [
  { value: 'fixed', label: 'fixed', hint: 'Cosines are divided by it at every step.' },
  { value: 'learned', label: 'learned', hint: 'It is trained too, from the value above on.' },
] as const;

export const LOSSES = [
  { value: 'one-way', label: 'query → passage', hint: 'InfoNCE from query to passage.' },
  { value: 'symmetric', label: 'both ways', hint: 'Mean of query to passage and passage to query.' },
  {
    value: 'triplet',
    label: 'triplet',
    hint: 'Each query against hard negatives alone, not against the other pairs’ passages. Needs hard negatives.',
  },
] as const;

export const HARD_NEGATIVE_WORDS = [
  { value: 'same', label: 'the passage’s', hint: 'In the language of the pair’s own passage.' },
  { value: 'other', label: 'another', hint: 'In any language but that of the pair’s own passage.' },
  { value: 'any', label: 'any', hint: 'Whatever ranks high, in whatever language.' },
] as const;

export const FALSE_NEGATIVES = [
  {
    value: 'masked',
    label: 'masked',
    hint: 'A passage relevant to the query, in whatever language, is never its negative.',
  },
  { value: 'kept', label: 'kept', hint: 'Every other passage of the batch is a negative.' },
  { value: 'apart', label: 'apart', hint: 'Questions that share a relevant passage are never in one batch.' },
] as const;

export const VOCABULARIES = [
  { value: 'full', label: 'full', hint: 'The word embedding holds every piece of the tokenizer.' },
  {
    value: 'corpus',
    label: 'of the data',
    hint: 'It holds the pieces that the data uses: same scores, less memory. All are there again on export.',
  },
] as const;

export const PASSAGE_TEXT_WORDS = [
  { value: 'sentence', label: 'sentence', hint: 'A passage is its sentence alone.' },
  {
    value: 'sentence-context',
    label: 'with its paragraph',
    hint: 'The sentence with all of its paragraph behind it, as in LAReQA. Longer texts: raise the length.',
  },
] as const;

export const POST_WORDS = [
  { value: 'none', label: 'as they are', hint: 'Embeddings are ranked as the encoder gives them.' },
  {
    value: 'centering',
    label: 'centred',
    hint: 'Takes the mean of each language off its texts, in every evaluation. No training, no labels.',
  },
  { value: 'lir-1', label: 'LIR 1', hint: 'Removes the first singular vector of each language.' },
  { value: 'lir-2', label: 'LIR 2', hint: 'Removes the first two singular vectors of each language.' },
  { value: 'whitening', label: 'whitened', hint: 'Makes all directions of the pool vary alike.' },
] as const;

export const EMBEDDINGS = [
  { value: 'trained', label: 'trained', hint: 'Word, position and token type tables are trained.' },
  { value: 'frozen', label: 'frozen', hint: 'The tables stay as they are, that of the words off the GPU.' },
] as const;
