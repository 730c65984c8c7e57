import type { MetricEntry, MetricGroup } from './entry';

const map: MetricEntry = {
  id: 'map',
  covers: ['map'],
  title: 'mAP, mean average precision',
  meaning: 'How near to the top the relevant passages stand, all of them counted.',
  formula: 'AP(q) = 1/|R(q)| · Σ over d in R(q) of (relevant in the top r(d)) / r(d)',
  letters:
    'R(q): relevant passages of query q; r(d): rank of passage d. mAP: mean over queries, then plainly over languages or pairs.',
  source:
    'LAReQA, Roy et al. 2020 (arXiv 2004.05484), official evaluation code; settings after Elmahdy et al. 2024 (arXiv 2408.10536), section 3.2.',
  link: 'https://arxiv.org/abs/2004.05484',
  range: '0 to 1; higher is better.',
  floor: 'Above 0: every candidate is ranked, so every relevant passage counts a little.',
  chance:
    'Random ranking on XQuAD-R: .0065 with one language in the pool (about 1,200 candidates), .0016 in the pool of all 13,014.',
  misleads:
    'In the monolingual and cross-lingual settings each query has one relevant passage: mAP is the mean reciprocal rank there. It falls as the pool grows, so compare only equal pools.',
  example: 'Relevant passages at ranks 1, 3 and 5: AP = (1/1 + 2/3 + 3/5) / 3 = **.7556**.',
};

const mapAt20: MetricEntry = {
  id: 'map@20',
  covers: ['map@20'],
  title: 'mAP@20',
  meaning: 'Average precision of the first twenty alone, as LAReQA’s code prints beside the full one.',
  formula:
    'AP@20(q) = 1/min(|R(q)|, 20) · Σ over d in R(q) with r(d) ≤ 20 of (relevant in the top r(d)) / r(d)',
  letters: 'R(q): relevant passages of query q; r(d): rank of passage d.',
  source: 'LAReQA’s evaluation code, utils_lareqa.py in google-research/xtreme, k = 20.',
  link: 'https://github.com/google-research/xtreme',
  range: '0 to 1; higher is better. Never above mAP but where a query has more than twenty relevants.',
  floor: '0: nothing relevant in the top twenty.',
  chance: 'About 3.6 / N for N candidates and one relevant (the sum of 1/r for r = 1 to 20 is 3.60).',
  misleads:
    'trec_eval’s map_cut divides by all relevants, this by what fits into twenty: the two differ for queries with more than twenty.',
  example:
    'Ranks 1, 4 and 25: AP@20 = (1/1 + 2/4) / 3 = **.5**, while AP = (1/1 + 2/4 + 3/25) / 3 = **.54**.',
};

const mrr: MetricEntry = {
  id: 'mrr@10',
  covers: ['mrr@10', 'mrr'],
  title: 'MRR@10, mean reciprocal rank',
  meaning: 'How near to the top the first relevant passage stands, if it is among the first ten.',
  formula: 'RR@10(q) = 1/r₁ if r₁ ≤ 10, else 0',
  letters: 'r₁: rank of the best relevant passage. Without a cut-off (mrr): 1/r₁ always.',
  source: 'TREC question answering track, Voorhees 1999; cut-off as in MS MARCO.',
  link: 'https://trec.nist.gov/pubs/trec8/papers/qa_report.pdf',
  range: '0 to 1; higher is better.',
  floor: '0: nothing relevant in the top ten.',
  chance: 'About 2.9 / N for N candidates and one relevant (the sum of 1/r for r = 1 to 10 is 2.93).',
  misleads: 'Rank 11 and the last rank count the same, and the second relevant passage counts nothing.',
  example:
    'Three queries, first relevant passages at ranks 1, 4 and 11: MRR@10 = (1 + 1/4 + 0) / 3 = **.4167**; without the cut-off (1 + 1/4 + 1/11) / 3 = **.4470**.',
};

const ndcg: MetricEntry = {
  id: 'ndcg@10',
  covers: ['ndcg@10'],
  title: 'nDCG@10, normalised discounted cumulative gain',
  meaning:
    'Relevant passages in the top ten, each worth less the lower it stands, against the best order possible.',
  formula: 'nDCG@10(q) = Σ i = 1..10 of relᵢ / log₂(i + 1), over the same sum for the best order of R(q)',
  letters:
    'relᵢ: grade of the passage at rank i, 0 if it is irrelevant; 1 for every relevant passage where judgments have no grades.',
  source: 'Järvelin and Kekäläinen 2002; the gain is the grade itself, as in trec_eval’s ndcg_cut.',
  link: 'https://doi.org/10.1145/582415.582418',
  range: '0 to 1; higher is better.',
  floor: '0: nothing relevant in the top ten.',
  chance: 'About 4.5 / N for N candidates and one relevant (the sum of the discounts is 4.54).',
  misleads:
    'What stands below rank ten counts nothing; with one relevant passage it is a gentler MRR. Tools that use 2^grade − 1 as the gain give other figures for graded judgments.',
  example:
    'Two relevant passages without grades, ranks 1 and 3: (1 + 1/2) / (1 + 1/log₂3) = 1.5 / 1.6309 = **.9197**. With grade 1 at rank 1 and grade 3 at rank 3: (1 + 3/2) / (3 + 1/log₂3) = 2.5 / 3.6309 = **.6885**.',
};

const recall: MetricEntry = {
  id: 'recall@k',
  covers: ['recall@1', 'recall@5', 'recall@10', 'recall@100'],
  title: 'Recall@k',
  meaning: 'Share of the relevant passages that are among the first k: 1, 5, 10 or 100.',
  formula: 'recall@k(q) = (relevant in the top k) / |R(q)|',
  letters: 'R(q): relevant passages of query q; in the multilingual setting those of all languages.',
  source:
    'Elmahdy et al. 2024 (arXiv 2408.10536), Table 3: recall@1 monolingual and cross-lingual, recall@10 multilingual.',
  link: 'https://arxiv.org/abs/2408.10536',
  range:
    '0 to 1, or k / |R(q)| where a query has more than k relevants: recall@10 ends at .909 with eleven languages.',
  floor: '0: none in the top k.',
  chance: 'k / N for N candidates.',
  misleads:
    'Its ceiling is below 1 with more relevants than k, the order inside the top k counts nothing, and with one relevant and few queries it moves in coarse steps.',
  example:
    'Ranks 1, 4 and 25: recall@1 = 1/3 = **.3333**, recall@5 = recall@10 = 2/3 = **.6667**, recall@100 = **1**.',
};

const precision: MetricEntry = {
  id: 'precision@k',
  covers: ['precision@1', 'precision@5', 'precision@10'],
  title: 'Precision@k',
  meaning: 'Share of the first k (1, 5 or 10) that is relevant.',
  formula: 'precision@k(q) = (relevant in the top k) / k',
  letters: 'k: the cut-off; places beyond the end of a short pool count as irrelevant.',
  source: 'Cleverdon 1967; P_k of trec_eval.',
  link: 'https://github.com/usnistgov/trec_eval',
  range: '0 to min(|R(q)|, k) / k; higher is better.',
  floor: '0: none in the top k.',
  chance: '|R(q)| / N for N candidates.',
  misleads: 'With one relevant passage it cannot exceed 1/k: .2 at k = 5 is perfect there.',
  example:
    'Ranks 1, 4 and 25: precision@1 = **1**, precision@5 = 2/5 = **.4**, precision@10 = 2/10 = **.2**.',
};

const hit: MetricEntry = {
  id: 'hit@k',
  covers: ['hit@1', 'hit@10'],
  title: 'Hit@k',
  meaning: 'How often at least one relevant passage is among the first k: 1 or 10.',
  formula: 'hit@k(q) = 1 if r₁ ≤ k, else 0',
  letters: 'r₁: rank of the best relevant passage.',
  source: 'success_k of trec_eval; “top-k accuracy” in open-domain question answering.',
  link: 'https://github.com/usnistgov/trec_eval',
  range: '0 to 1; higher is better.',
  floor: '0: no query has one.',
  chance: 'About k·|R(q)| / N for a large pool of N candidates.',
  misleads:
    'In the multilingual setting a query that finds the answer in its own language alone hits: it sees no language bias.',
  example:
    'Three queries, first relevant passages at ranks 1, 4 and 11: hit@1 = 1/3 = **.3333**, hit@10 = 2/3 = **.6667**.',
};

export const ranking: MetricGroup = {
  title: 'One ranking',
  entries: [map, mapAt20, mrr, ndcg, recall, precision, hit],
};
