import type { MetricEntry, MetricGroup } from './entry';

const loss: MetricEntry = {
  id: 'loss',
  covers: ['loss'],
  title: 'InfoNCE, the training loss',
  meaning: 'How surely the encoder picks each query’s own passage among those of its batch.',
  formula: 'L = −1/|B| · Σ i in B of log(exp(sᵢᵢ/τ) / Σ j in Nᵢ of exp(sᵢⱼ/τ))',
  letters:
    'B: the batch; s: cosine of query i and passage j; τ: temperature; N with index i: the batch without query i’s masked false negatives.',
  source:
    'van den Oord et al. 2018 (arXiv 1807.03748); in-batch negatives as in Elmahdy et al. 2024, section 2.1.',
  link: 'https://arxiv.org/abs/1807.03748',
  range: '0 upwards; lower is better.',
  floor: '0: every query sure of its own passage.',
  chance: 'log |B|: 3.47 with 32 pairs, nothing masked.',
  misleads:
    'Monolingual and cross-lingual batches are not equally hard: compare a kind with itself. It depends on batch size and temperature, and falling loss need not mean better retrieval.',
  example: 'Two pairs, all four cosines alike: L = log 2 = .6931, whatever the temperature.',
};

export const training: MetricGroup = { title: 'Training', entries: [loss] };
