import { createElement, type ReactNode } from 'react';
import styles from './MetricCard.module.css';

type Part = ReactNode;

const element =
  (tag: string) =>
  (...children: Part[]) =>
    createElement(tag, null, ...children);

/** MathML in a few words: browsers set it, screen readers speak it. */
export const row = element('mrow');
export const name = (text: string) => createElement('mi', null, text);
export const word = (text: string) => createElement('mi', { mathvariant: 'normal' }, text);
export const sign = (text: string) => createElement('mo', null, text);
export const number = (text: string) => createElement('mn', null, text);
export const text = (words: string) => createElement('mtext', null, words);
export const over = element('mfrac');
export const sub = element('msub');
export const sup = element('msup');
/** A large operator with something beneath and perhaps above. */
export const under = (operator: string, below: Part, above?: Part) =>
  above === undefined
    ? createElement('munder', null, sign(operator), below)
    : createElement('munderover', null, sign(operator), below, above);
export const call = (function_: Part, ...inside: Part[]) => row(function_, sign('('), ...inside, sign(')'));
export const size = (set: Part) => row(sign('|'), set, sign('|'));

/** Sums at full size inside a fraction. */
export const large = (...inside: Part[]) => createElement('mrow', { displaystyle: 'true' }, ...inside);

/** A displayed formula, in MathML or as a line of text; it scrolls where it is wider than its card. */
export function Formula({ parts }: { parts: readonly Part[] | string }) {
  return (
    <div className={styles.formula} tabIndex={0} role="group" aria-label="Formula">
      {typeof parts === 'string' ? parts : createElement('math', { display: 'block' }, row(...parts))}
    </div>
  );
}
