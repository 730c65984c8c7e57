import type { MetricEntry, MetricGroup } from './entry';

const SAMPLE =
  'Measured on at most 600 queries, whole questions, as many of each language; vectors are brought to length 1.';

const isotropy: MetricEntry = {
  id: 'isotropy',
  covers: ['isotropy'],
  title: 'Isotropy',
  meaning: 'Whether embeddings use all directions, or crowd into a cone.',
  formula: 'isotropy = 1 − mean of cos(x, y) over all pairs of different queries',
  letters: SAMPLE,
  source:
    'The mean cosine of random texts by Ethayarajh 2019 (arXiv 1909.00512), taken from 1 so that higher is more even.',
  link: 'https://arxiv.org/abs/1909.00512',
  range: '0 to 2, hardly above 1; higher is more even.',
  floor: '0: all embeddings are the same.',
  chance: '1: random directions cancel out.',
  misleads:
    'Training with a low temperature raises it whether or not retrieval gets better, and so does whitening.',
  example: 'Three vectors (1, 0), (1, 0) and (0, 1): cosines 1, 0, 0, so 1 − 1/3 = **.6667**.',
};

const uniformity: MetricEntry = {
  id: 'uniformity',
  covers: ['uniformity'],
  title: 'Uniformity',
  meaning: 'How evenly embeddings are spread over the sphere.',
  formula: 'uniformity = log of the mean of exp(−2 · |x − y|²) over all pairs of different queries',
  letters: SAMPLE,
  source: 'Wang and Isola, ICML 2020 (arXiv 2005.10242), section 4.1.2, t = 2.',
  link: 'https://arxiv.org/abs/2005.10242',
  range: '−8 to 0; lower is more even.',
  floor: '0: all embeddings are the same.',
  chance: 'About −4: random directions in many dimensions.',
  misleads: 'It is at its best for random vectors: read it with alignment.',
  example:
    'Three vectors (1, 0), (1, 0) and (0, 1): |x − y|² is 0, 2, 2, so log((1 + 2 · .0183) / 3) = **−1.0626**.',
};

const alignment: MetricEntry = {
  id: 'alignment',
  covers: ['alignment'],
  title: 'Alignment',
  meaning: 'How near the same question lies to itself in another language.',
  formula: 'alignment = mean of |x − y|² over pairs of queries that ask the same in two languages',
  letters: SAMPLE,
  source:
    'Wang and Isola, ICML 2020 (arXiv 2005.10242), section 4.1.1, with translations as the pairs that belong together.',
  link: 'https://arxiv.org/abs/2005.10242',
  range: '0 to 4; lower is nearer.',
  floor: '0: every question has one embedding in all languages.',
  chance: '2: translations lie like any two random directions.',
  misleads:
    'In a cone everything is near everything: read it with uniformity. Empty where no question is asked in two languages.',
  example: 'English (1, 0), German (.6, .8): 2 − 2 · .6 = **.8**.',
};

const centroidDistance: MetricEntry = {
  id: 'centroidDistance',
  covers: ['centroidDistance'],
  title: 'Centroid distance',
  meaning: 'How far the middle of one language’s embeddings lies from that of another.',
  formula: 'd(a, b) = |mean of x in a − mean of x in b|',
  letters: SAMPLE,
  source: 'What centering by language takes away (Libovický et al. 2020, arXiv 2004.05160).',
  link: 'https://arxiv.org/abs/2004.05160',
  range: '0 to 2; lower means less of a language’s own place.',
  floor: '0, which centering reaches before vectors are brought back to length 1.',
  chance: 'About √(2/n) for n random queries of each language.',
  misleads: 'Languages whose questions are about other things lie apart for that reason.',
  example: 'English twice (1, 0), German (1, 0) and (0, 1): middles (1, 0) and (.5, .5), distance **.7071**.',
};

const silhouette: MetricEntry = {
  id: 'silhouette',
  covers: ['silhouette'],
  title: 'Silhouette by language and by domain',
  meaning: 'Whether embeddings cluster by their language, or by their domain.',
  formula: 's(x) = (b − a) / max(a, b), distance = 1 − cos; mean over the queries',
  letters: `a: mean distance to the others with the same label; b: smallest mean distance to those with another. ${SAMPLE}`,
  source: 'Rousseeuw 1987, with cosine distance.',
  link: 'https://doi.org/10.1016/0377-0427(87)90125-7',
  range: '−1 to 1; near 0: the label does not show.',
  floor: '−1: each lies nearer to another label.',
  chance: 'About 0, below it with many labels.',
  misleads:
    'A high one by language is language bias, a high one by domain may be wanted. Labels of a single query count 0.',
  example: 'English (1, 0) and (.6, .8), German twice (0, 1): .6, −.5, 1 and 1, mean **.525**.',
};

const cka: MetricEntry = {
  id: 'cka',
  covers: ['cka'],
  title: 'Linear CKA between languages',
  meaning: 'Whether two languages arrange the same questions alike, wherever that arrangement lies.',
  formula: 'CKA = ‖YᵀX‖² / (‖XᵀX‖ · ‖YᵀY‖), Frobenius norms, columns centred',
  letters: `X, Y: embeddings of the questions that both languages ask, one a row. ${SAMPLE}`,
  source: 'Kornblith et al., ICML 2019 (arXiv 1905.00414), section 3.',
  link: 'https://arxiv.org/abs/1905.00414',
  range: '0 to 1; higher is more alike.',
  floor: '0.',
  chance:
    'High where the questions are fewer than the dimensions: read it against other pairs of the same data.',
  misleads:
    'It does not see a shift, a rotation or a scaling, so that it can be high where retrieval between the languages fails.',
  example:
    'Three questions, English (1, 0), (0, 1), (−1, 0), German (1, 0), (−1, 0), (0, 1): ‖YᵀX‖² = 28/9, ‖XᵀX‖ · ‖YᵀY‖ = 40/9, so **.7**.',
};

export const geometry: MetricGroup = {
  title: 'Geometry of the embeddings',
  entries: [isotropy, uniformity, alignment, centroidDistance, silhouette, cka],
};
