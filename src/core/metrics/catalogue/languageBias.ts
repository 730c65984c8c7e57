import type { MetricEntry, MetricGroup } from './entry';

const SMALL =
  'The pool of the settings above (answers at ranks 1 and 5 of 12, six passages of either language)';

const rankDistance: MetricEntry = {
  id: 'rankDistance',
  covers: ['rankDistance'],
  title: 'Rank distance, the language bias',
  meaning: 'How far apart the same answer lies in its best and its worst language.',
  formula: 'RD(q) = max over d in R(q) of r(d) − min over d in R(q) of r(d)',
  letters:
    'R(q): the parallel relevant passages of query q; r(d): rank in the pool of all languages. Mean over the queries of a language, then plainly over languages.',
  source:
    'Elmahdy et al. 2024 (arXiv 2408.10536), section 4.1 and Tables 7 and 8; after Huang et al., SIGIR 2023.',
  link: 'https://arxiv.org/abs/2408.10536',
  range: 'From the floor to the size of the pool; lower is better.',
  floor: '|R(q)| − 1: ten with eleven languages, when all answers stand side by side.',
  chance: '(N + 1)(|R| − 1) / (|R| + 1): about 10,846 on XQuAD-R.',
  misleads:
    'It scales with the pool, so compare only equal pools (or divided by the chance level), and the one worst language alone decides it. A ranking that is wrong everywhere alike looks fair.',
  example: `${SMALL}: 5 − 1 = **4**; floor 2 − 1 = 1, chance 13 · 1/3 = 4.33. Divided by chance it is .92: little better than a random order.`,
};

const languageShare: MetricEntry = {
  id: 'languageShare@10',
  covers: ['languageShare@10', 'relevantShare', 'poolShare'],
  title: 'Language share in the top 10',
  meaning:
    'Which languages fill the first ten ranks, right or wrong; beside it each language’s share of the relevant passages and of the pool.',
  formula: 'share(x, y) = 1/(10·|Qx|) · Σ over q in Qx of (passages of y in the top 10)',
  letters: 'Qx: queries of language x; y: a passage language.',
  source: 'Isoglot’s own description of a ranking, beside the rank distance.',
  link: 'https://arxiv.org/abs/2408.10536',
  range: '0 to 1; each row sums to 1.',
  floor: 'None: even shares mean no preference if the pool is even.',
  chance: 'Each language’s share of the pool: about 9 % with eleven languages.',
  misleads:
    'Even shares say nothing about being right. In an uneven pool the larger languages should have more: hold it against the share of the pool.',
  example: `${SMALL}: the first ten are e0 e1 d1 e2 d0 e3 e4 d2 e5 d3, six English and four German: **.6** and **.4**, against .5 of the relevant passages and .5 of the pool.`,
};

const languagePreference: MetricEntry = {
  id: 'languagePreference',
  covers: ['languagePreference'],
  title: 'Same-language preference',
  meaning: 'How often the best-ranked answer is the one in the query’s own language.',
  formula: 'LPR(x) = share of q in Qx whose best-ranked d in R(q) has l(d) = x',
  letters: 'Qx: queries of language x; R(q): relevant passages; l: language.',
  source:
    'A computable reading of the language preference rate of MLAIRE (arXiv 2605.07249), whose exact formula was not found: own definition.',
  link: 'https://arxiv.org/abs/2605.07249',
  range: '0 to 1; neither end is better in itself.',
  floor: '0: the own language never comes first.',
  chance: '1 / |R(q)| with one answer in each language: .09 with eleven.',
  misleads:
    'High is right for a reader who knows one language, and a bias for one who wants every answer. It counts a lead by one rank like a lead by a thousand.',
  example: `${SMALL}: the English query finds e0 first: **1** for en. A German query that ranks e1 e0 d0 first prefers English: **0** for de.`,
};

const oracleGap: MetricEntry = {
  id: 'oracleGap',
  covers: ['oracleGap'],
  title: 'Language-oracle gap',
  meaning:
    'What is lost because other languages are in the pool: what one would win by knowing the answer’s language.',
  formula: 'gap(x, y) = mean over q of AP in the pool of y − 1/(best rank in y in the whole pool)',
  letters: 'q: queries of language x with a relevant passage in y ≠ x.',
  source: 'After the language oracle of arXiv 2507.07543.',
  link: 'https://arxiv.org/abs/2507.07543',
  range: '−1 to 1; lower is better. Negative only where a query has several answers in one language.',
  floor: '0 with one answer in each language: the mixed pool buries nothing.',
  chance: 'About the reciprocal rank that chance gives in the pool of y: small.',
  misleads:
    'An encoder that finds nothing has no gap. The query’s other right answers stand in the mixed pool too, so a perfect one has a gap: strong alignment takes them out.',
  example: `${SMALL}: d0 is second among German passages and fifth of all: 1/2 − 1/5 = **.3** for en-de.`,
};

const violationRate: MetricEntry = {
  id: 'violationRate',
  covers: ['violationRate'],
  title: 'Violation rate of strong alignment',
  meaning: 'How often a wrong passage in the query’s language beats a right one in another.',
  formula: 'V(x) = share of triples (q, d, n) with score(q, n) > score(q, d)',
  letters: 'q: query in x; d: relevant passage not in x; n: irrelevant passage in x.',
  source: 'Strong alignment asks for none (LAReQA, arXiv 2004.05484); the rate is Isoglot’s own definition.',
  link: 'https://arxiv.org/abs/2004.05484',
  range: '0 to 1; lower is better.',
  floor: '0: strongly aligned towards the other languages.',
  chance: '.5.',
  misleads:
    'It averages over all wrong passages, most of them easy: .01 of 1,200 still means twelve wrong passages above the right one.',
  example: `${SMALL}: the wrong English passages are e1 to e5; e1 and e2 stand above d0: 2/5 = **.4**.`,
};

const targetRecall: MetricEntry = {
  id: 'targetRecall@20',
  covers: ['targetRecall@20'],
  title: 'Target recall@20 (TLR)',
  meaning: 'Share of the answers in other languages than the query’s that are in the first twenty.',
  formula: 'TLR@20(q) = |top 20 ∩ Rₜ(q)| / |Rₜ(q)|, Rₜ(q) = {d in R(q) : l(d) ≠ l(q)}',
  letters: 'R(q): relevant passages of query q; l: language. Queries without Rₜ are left out.',
  source: 'Target-languages recall of SHIFT (arXiv 2606.18801), k = 20.',
  link: 'https://arxiv.org/abs/2606.18801',
  range: '0 to 1, or 20 / |Rₜ(q)| with more than twenty; higher is better.',
  floor: '0: all that is found is in the query’s language.',
  chance: '20 / N for N candidates.',
  misleads:
    'The own language’s answer counts nothing, found or not; with few candidates it is 1 for any order.',
  example:
    'Three languages, ten passages each, an English query with its answers at rank 1 (English), 3 (German) and 27 (Hindi): of the two others one is in the first twenty, **.5**.',
};

const peer: MetricEntry = {
  id: 'peer',
  covers: ['peer'],
  title: 'PEER, probability of equal expected rank',
  meaning: 'How well the ranks of equally relevant passages fit with no language being preferred.',
  formula:
    'p of Kruskal-Wallis: H = (n − 1) · Σg ng (mean g − mean)² / Σi (ri − mean)², p = 1 − χ²(H; groups − 1)',
  letters:
    'g: languages; n: passages of one relevance level in the first 100 (level 0: the irrelevant ones; relevant: the mean over a query’s grades); r: ranks. Relevant passages beyond them share one rank.',
  source: 'Yang et al., SIGIR 2024 (arXiv 2405.00978), as hltcoe/peer_measure computes it.',
  link: 'https://arxiv.org/abs/2405.00978',
  range: '0 to 1; higher is fairer.',
  floor: '0: no chance that all languages were ranked alike.',
  chance: 'About .5 for the irrelevant passages of a random ranking, whose p is uniform.',
  misleads:
    'Degenerate with one answer in each language: H is n − 1 whatever the ranking, .4405 with eleven languages. Results and panels mark it so; read the level of irrelevant passages there.',
  example:
    'German passages at ranks 1 and 2, English at 3 and 4: mean 2.5, H = 3 · (2 · 1² + 2 · 1²) / 5 = 2.4, one degree of freedom: p = **.1213**. One passage in each of eleven languages, at any ranks: H = 10, ten degrees of freedom: p = **.4405**.',
};

export const languageBias: MetricGroup = {
  title: 'Language bias',
  entries: [rankDistance, languageShare, languagePreference, oracleGap, violationRate, targetRecall, peer],
};
