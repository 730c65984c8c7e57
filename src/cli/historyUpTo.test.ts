import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../protocol';
import { historyUpTo } from './historyUpTo';

/** Only what is looked at; scores are never read here. */
const event = (type: HistoryEvent['type'], step: number) => ({ type, step }) as unknown as HistoryEvent;
const begun = [event('evaluation', 0), event('phase', 0), event('step', 1), event('step', 2)];

describe('historyUpTo', () => {
  it('ends with the checkpoint: what came after it will happen again', () => {
    const kept = [...begun, event('evaluation', 2), event('checkpoint', 2)];
    expect(historyUpTo(2, [...kept, event('phase', 2), event('step', 3)], 'h')).toEqual(kept);
  });

  it('keeps all up to the step of a checkpoint that was written but not noted', () => {
    expect(historyUpTo(2, begun, 'h')).toEqual(begun);
    const evaluated = [...begun, event('evaluation', 2)];
    expect(historyUpTo(2, [...evaluated, event('phase', 2), event('step', 3)], 'h')).toEqual(evaluated);
  });

  it.each<[string, number, HistoryEvent[]]>([
    ['an empty history', 2, []],
    ['one that ends too early', 3, begun],
    ['one with a hole', 2, begun.filter(({ type }) => type !== 'step').concat(event('step', 2))],
    ['one without the first evaluation', 2, begun.slice(1)],
  ])('refuses %s', (_, step, events) => {
    expect(() => historyUpTo(step, events, 'run/history.jsonl')).toThrow(
      `run/history.jsonl: The checkpoint stands at step ${step}`,
    );
  });
});
