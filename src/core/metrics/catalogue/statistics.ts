import type { MetricEntry, MetricGroup } from './entry';

const intervals: MetricEntry = {
  id: 'intervals',
  covers: ['intervals'],
  title: 'Bootstrap interval',
  meaning: 'How far a figure would move with other questions of the same kind.',
  formula: 'low, high = quantiles (1 − level)/2 and (1 + level)/2 of the means of resampled questions',
  letters:
    'level: .95. Questions are drawn with replacement, a question with all its languages at once, and every figure comes from the same draws.',
  source:
    'Efron and Tibshirani 1993, chapter 13, percentile method; quantiles of type 7 (Hyndman and Fan 1996).',
  link: 'https://doi.org/10.1201/9780429246593',
  range: 'Inside that of the figure.',
  floor: 'No width where all questions score the same: that is lack of data, not certainty.',
  chance: 'None.',
  misleads:
    'It covers the choice of questions alone, not seeds, encoders or data sets. Two overlapping intervals can still differ: use the paired test. Too narrow with few questions.',
  example:
    'Two questions with AP 0 and 1: samples have means 0, .5 and 1, a quarter, half and a quarter of the time; the middle 95 % run from **0** to **1**.',
};

const randomisation: MetricEntry = {
  id: 'randomisation',
  covers: ['randomisation', 'p', 'change'],
  title: 'Paired randomisation test',
  meaning: 'How often a difference as large would come from two systems that are alike.',
  formula: 'p = share of sign patterns s with |Σ sᵢ·dᵢ| ≥ |Σ dᵢ|; drawn patterns: (1 + count) / (1 + rounds)',
  letters:
    'dᵢ: difference of question i; s: signs. All patterns where there are no more than rounds, else a sample.',
  source: 'Fisher; Smucker, Allan and Carterette, CIKM 2007; the added one after Phipson and Smyth 2010.',
  link: 'https://doi.org/10.1145/1321440.1321528',
  range: 'Above 0 to 1; small: hardly chance.',
  floor: '1 / 2^n or 1 / (1 + rounds): no smaller p can be shown.',
  chance: 'Uniform: p < .05 in one of twenty tests without any difference.',
  misleads:
    'Not the chance that there is no difference, and no measure of its size: look at the interval of the difference.',
  example:
    'Differences .1, .2 and .3: of eight patterns two, all plus and all minus, reach .6: p = 2/8 = **.25**.',
};

const pairedT: MetricEntry = {
  id: 'pairedT',
  covers: ['pairedT'],
  title: 'Paired t-test',
  meaning: 'Whether the mean difference over questions is far from 0 for its scatter.',
  formula: 't = mean(d) / (deviation(d) / √n), n − 1 degrees of freedom, two-sided',
  letters: 'd: differences by question; deviation with divisor n − 1.',
  source: 'Student 1908.',
  link: 'https://doi.org/10.1093/biomet/6.1.1',
  range: 'p from 0 to 1.',
  floor: 'None.',
  chance: 'Uniform p.',
  misleads:
    'It takes the mean of differences as normal: fair with hundreds of questions, not with ten of reciprocal ranks.',
  example:
    'Differences .1, .2 and .3: t = .2 / (.1 / √3) = **3.4641**, two degrees of freedom, p = 1 − t/√(t² + 2) = **.0742**.',
};

const wilcoxon: MetricEntry = {
  id: 'wilcoxon',
  covers: ['wilcoxon'],
  title: 'Wilcoxon’s signed-rank test',
  meaning: 'Whether gains outweigh losses when only their order of size counts.',
  formula: 'W = min(Σ ranks of |dᵢ| with dᵢ > 0, Σ with dᵢ < 0); p from all sign patterns',
  letters: 'dᵢ: differences that aren’t 0. Exact up to fifty, the corrected normal approximation above.',
  source: 'Wilcoxon 1945.',
  link: 'https://doi.org/10.2307/3001968',
  range: 'p above 0 to 1.',
  floor: '2 / 2^n.',
  chance: 'Uniform p, in steps.',
  misleads: 'It drops questions without a difference, often most of them, and tests no mean.',
  example:
    'Differences .1, .2 and .3: ranks 1 + 2 + 3 = **6** against 0, one pattern of eight on either side: p = 2/8 = **.25**.',
};

const corrections: MetricEntry = {
  id: 'corrections',
  covers: ['holm', 'benjaminiHochberg', 'significant'],
  title: 'Corrections for many cells',
  meaning: 'A heatmap tests over a hundred differences: five in a hundred look significant by chance alone.',
  formula: 'Holm: p₍ᵢ₎·(m − i + 1), never falling; Benjamini-Hochberg: p₍ᵢ₎·m / i, never falling',
  letters: 'p₍ᵢ₎: the i-th smallest of m. Significant: Holm’s p below 1 − level.',
  source: 'Holm 1979; Benjamini and Hochberg 1995.',
  link: 'https://doi.org/10.1111/j.2517-6161.1995.tb02031.x',
  range: 'From the uncorrected p to 1.',
  floor: 'The uncorrected p.',
  chance:
    'Holm: one false finding in all with a chance below 5 %. Benjamini-Hochberg: below 5 % of the findings are false on average.',
  misleads:
    'Holm is strict with a hundred cells: not significant is not the same. Benjamini-Hochberg expects some false findings.',
  example:
    'p = .01, .02, .04: Holm gives **.03**, .02 · 2 = **.04**, **.04**; Benjamini-Hochberg **.03**, .02 · 3/2 = **.03**, **.04**.',
};

export const statistics: MetricGroup = {
  title: 'Uncertainty',
  entries: [intervals, randomisation, pairedT, wilcoxon, corrections],
};
