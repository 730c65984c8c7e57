import type { ReactNode } from 'react';
import { call, large, name, number, over, row, sign, size, sub, sup, text, under, word } from './formula';

const q = name('q');
const relevant = call(name('R'), q);
const rank = call(name('r'), name('d'));
const bestRank = sub(name('r'), number('1'));
const log2 = (...inside: ReactNode[]) => row(sub(word('log'), number('2')), sign('('), ...inside, sign(')'));
const equals = sign('=');

/** Formulas of the catalogue in MathML, by the id of their entry; the others stand there as text. */
export const FORMULAS: Partial<Record<string, readonly ReactNode[]>> = {
  map: [
    call(word('AP'), q),
    equals,
    over(number('1'), size(relevant)),
    under('∑', row(name('d'), sign('∈'), relevant)),
    over(row(text('relevant in the top\u00a0'), rank), rank),
  ],
  'mrr@10': [
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
  'recall@k': [
    call(word('recall@k'), q),
    equals,
    over(row(text('relevant in the top\u00a0'), name('k')), size(relevant)),
  ],
  'ndcg@10': [
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
  rankDistance: [
    call(word('RD'), q),
    equals,
    under('max', row(name('d'), sign('∈'), relevant)),
    rank,
    sign('−'),
    under('min', row(name('d'), sign('∈'), relevant)),
    rank,
  ],
  'languageShare@10': [
    call(word('share'), name('x'), sign(','), name('y')),
    equals,
    over(number('1'), row(number('10'), sign('·'), size(sub(name('Q'), name('x'))))),
    under('∑', row(q, sign('∈'), sub(name('Q'), name('x')))),
    row(text('passages of\u00a0'), name('y'), text('\u00a0in the top\u00a0'), number('10')),
  ],
  loss: [
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
};
