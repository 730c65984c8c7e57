import type { MetricEntry, MetricGroup } from './entry';

/** The small pool that the examples of settings and of language bias share. */
const RANKING =
  'Two languages, six passages each, one question whose answers are d0 and e0. The English query ranks e0 e1 d1 e2 d0 e3 e4 d2 e5 d3 d4 d5 (d German, e English)';

const SOURCE = 'Elmahdy et al. 2024 (arXiv 2408.10536), section 3.2.';
const LINK = 'https://arxiv.org/abs/2408.10536';

const monolingual: MetricEntry = {
  id: 'monolingual',
  covers: ['monolingual'],
  title: 'Monolingual setting (Mo)',
  meaning: 'Query and pool in one language.',
  formula: 'pool(q) = {d : l(d) = l(q)}; mean over the queries of a language, then over languages',
  letters: 'l: language.',
  source: SOURCE,
  link: LINK,
  range: 'That of the metric.',
  floor: 'That of the metric.',
  chance: 'That of the metric, with N = candidates of one language.',
  misleads:
    'It says nothing about languages meeting: an encoder that keeps them wholly apart can be perfect.',
  example: `${RANKING}: among English passages e0 is first, AP = **1**.`,
};

const crosslingual: MetricEntry = {
  id: 'crosslingual',
  covers: ['crosslingual'],
  title: 'Cross-lingual setting (Cr)',
  meaning: 'Query in one language, pool in one other: a cell of the heatmap.',
  formula:
    'pool(q, y) = {d : l(d) = y}, y ≠ l(q); mean over queries with a relevant passage in y, then over pairs',
  letters:
    'y: the passage language; l: language. Queries without a relevant passage in y are left out, and the cell counts who is in.',
  source: SOURCE,
  link: LINK,
  range: 'That of the metric.',
  floor: 'That of the metric.',
  chance: 'That of the metric, with N = candidates of language y.',
  misleads: 'Each pool has one language, so a bias between languages stays hidden: see the oracle gap.',
  example: `${RANKING}: among German passages d0 is second, behind d1: AP = 1/2 = **.5** for en-de.`,
};

const multilingual: MetricEntry = {
  id: 'multilingual',
  covers: ['multilingual'],
  title: 'Multilingual setting (Mul)',
  meaning: 'One pool of all languages; the answers in all languages are relevant.',
  formula: 'pool(q) = all candidates; R(q) = the parallel answers in every language',
  letters: 'R(q): relevant passages of query q.',
  source: SOURCE,
  link: LINK,
  range: 'That of the metric.',
  floor: 'That of the metric.',
  chance: 'That of the metric, with N = all candidates.',
  misleads:
    'Strength in the query’s own language and bias against the others mix in one number: read it beside the rank distance.',
  example: `${RANKING}: the answers stand at ranks 1 and 5, AP = (1/1 + 2/5) / 2 = **.7**.`,
};

const strong: MetricEntry = {
  id: 'strong',
  covers: ['strong'],
  title: 'Strong alignment',
  meaning:
    'Whether the answer in one language stands above all wrong passages in every language, the other right answers taken out.',
  formula: 'MRR over pool(q, y) = all candidates less R(q), plus the answers in y',
  letters: 'R(q): relevant passages of query q; y: the passage language.',
  source:
    'LAReQA, Roy et al. 2020 (arXiv 2004.05484), strong alignment and Figure 1; reciprocal rank of the best answer.',
  link: 'https://arxiv.org/abs/2004.05484',
  range: '0 to 1; higher is better.',
  floor: 'Above 0: every candidate is ranked.',
  chance: 'About (ln N + .58) / N for N candidates and one answer.',
  misleads:
    'Higher than the same answer’s place in the multilingual pool, as its rivals that are right have left. Not the cross-lingual score: the pool is mixed.',
  example: `${RANKING}: without e0, d0 stands fourth behind e1 d1 e2: **.25** for en-de; without d0, e0 stays first: **1** for en-en.`,
};

export const settings: MetricGroup = {
  title: 'Settings',
  entries: [monolingual, crosslingual, multilingual, strong],
};
