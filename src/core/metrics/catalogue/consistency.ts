import type { MetricEntry, MetricGroup } from './entry';

const rankC: MetricEntry = {
  id: 'rankC',
  covers: ['rankC', 'candidates', 'chance'],
  title: 'RankC over one fixed pool',
  meaning: 'Whether the same question in two languages puts the same passages first, right or wrong.',
  formula: 'RankC = mean over questions of Σ j = 1..N of wj · |topj(x) ∩ topj(y)| / j, w = softmax(N − j)',
  letters:
    'topj(x): the first j passages of the whole pool for the question in language x; N: 10, or the pool if it is smaller.',
  source:
    'Qi, Fernández and Bisazza, EMNLP 2023 (arXiv 2310.10378), equations 3 to 5, for the answers of a language model; on a fixed pool it is an adaptation.',
  link: 'https://arxiv.org/abs/2310.10378',
  range: '0 to 1; higher is more consistent. Symmetric in the languages.',
  floor: '0: no passage in common.',
  chance: 'Σ wj · j / pool: near 0 in a large pool; .377 with N = pool = 4, .158 with N = pool = 10.',
  misleads:
    'Two languages can agree on the same wrong order. The first rank weighs .63: it is nearly “do both put the same passage first”. Its chance level depends on N and the pool, so state both.',
  example:
    'Four passages, ranked 1 2 3 4 and 2 1 3 4: w = (.6439, .2369, .0871, .0321), agreement 0, 1, 1, 1: **.3561**. Chance: (.6439 · 1 + .2369 · 2 + .0871 · 3 + .0321 · 4) / 4 = **.377**.',
};

const passages: MetricEntry = {
  id: 'passages',
  covers: ['passages'],
  title: 'RankC over parallel passages',
  meaning: 'Whether two languages, each ranking its own translations of the same passages, order them alike.',
  formula:
    'RankC as above; items: relevant passages that both languages have, each ranked in its own language',
  letters:
    'N: up to ten items, fewer where the stored head of a ranking holds fewer; mean N and mean chance stand beside.',
  source:
    'Nearest to Qi, Fernández and Bisazza, EMNLP 2023 (arXiv 2310.10378), whose candidates are parallel too.',
  link: 'https://arxiv.org/abs/2310.10378',
  range: '0 to 1; higher is more consistent.',
  floor: 'Near 0: .002 with N = 11 of 11 items.',
  chance: 'Σ wj · j / (items that both have).',
  misleads:
    'N differs by question, and with few items chance is high: .475 with three. Being right is not asked.',
  example:
    'Three parallel passages, in English 0 1 2, in German 1 0 2: w = (.6652, .2447, .0900), agreement 0, 1, 1: **.3348**; chance (.6652 · 1 + .2447 · 2 + .0900 · 3) / 3 = **.4749**.',
};

const mrc: MetricEntry = {
  id: 'mrc',
  covers: ['mrc'],
  title: 'MRC@k, multilingual rank correlation',
  meaning: 'How alike two languages order the first k passages of one pool.',
  formula:
    'RC(x, y) = Spearman correlation of the two rankings over the union of their first k; mean over questions',
  letters: 'k: 10. A passage that one head lacks stands behind it, all such at the same mean rank.',
  source: 'Yang et al. 2025 (arXiv 2509.06195); the treatment of passages in one head only is Isoglot’s.',
  link: 'https://arxiv.org/abs/2509.06195',
  range: '−1 to 1; higher is more consistent.',
  floor: 'About −1: heads without a common passage, as each holds what the other puts last.',
  chance: 'Below 0 in a large pool, where random heads share nothing: −1 is no opposition then.',
  misleads:
    'Negative does not mean reversed. As the source leaves missing passages open, compare it with published figures only roughly.',
  example:
    'k = 3, heads 1 2 3 and 1 2 4: over the union the ranks are 1 2 3 4 and 1 2 4 3, squared differences sum to 2: 1 − 6 · 2 / (4 · 15) = **.8**.',
};

const spread: MetricEntry = {
  id: 'spread',
  covers: ['spread'],
  title: 'Spread over languages and domains',
  meaning: 'How unequal the mAPs of languages, pairs or domains are, and which is worst and best.',
  formula: 'range = max − min; deviation = √(1/n · Σ (map − mean)²)',
  letters: 'n: languages (pairs in the cross-lingual setting) or domains that have a mAP.',
  source:
    'The gap between best and worst query language in Table 3 of Elmahdy et al. 2024 (arXiv 2408.10536), made a number.',
  link: 'https://arxiv.org/abs/2408.10536',
  range: 'Range 0 to 1, deviation 0 to .5; lower is more even.',
  floor: '0: all alike.',
  chance: 'None: groups of few questions spread by chance alone, see the intervals.',
  misleads:
    'Equally bad is even. The range grows with the number of groups, and a small group makes the worst easily.',
  example:
    'mAP .6 for en, .5 for de, .4 for hi: range **.2**, deviation √((.01 + 0 + .01) / 3) = **.0816**, worst hi, best en.',
};

export const consistency: MetricGroup = {
  title: 'Consistency and spread',
  entries: [rankC, passages, mrc, spread],
};
