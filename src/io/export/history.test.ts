import { describe, expect, it } from 'vitest';
import type { HistoryEvent } from '../../protocol';
import { historyLines, parseHistory } from './history';

const events: HistoryEvent[] = [
  { seq: 0, type: 'phase', phase: 'train', label: 'Training', step: 0 },
  {
    seq: 1,
    type: 'step',
    step: 1,
    loss: 0.1 + 0.2,
    gradientNorm: 1e-7,
    learningRate: 1e-4,
    batch: { kind: 'cross', pairs: { 'en-de': 32 } },
    seconds: 0.5,
  },
  { seq: 2, type: 'warning', message: 'two\nlines' },
];

describe('history.jsonl', () => {
  it('has one event a line and comes back exactly', () => {
    const text = historyLines(events);
    expect(text.split('\n').length).toBe(4);
    expect(parseHistory(text, 'history.jsonl')).toEqual(events);
    expect(parseHistory(historyLines(events.slice(0, 1)) + historyLines(events.slice(1)), 'h')).toEqual(
      events,
    );
    expect(parseHistory('', 'h')).toEqual([]);
  });

  it('leaves out a last line that was cut short', () => {
    expect(parseHistory(historyLines(events).slice(0, -9), 'h')).toEqual(events.slice(0, 2));
    expect(parseHistory(historyLines(events).slice(0, -1), 'h')).toEqual(events);
  });

  it.each([
    ['{"seq": 0, ', 'history.jsonl: line 2, column 12: this is not JSON'],
    ['[1]', 'history.jsonl: line 2'],
    ['7', 'history.jsonl: line 2: this is not an event.'],
    ['{"seq": 3, "type": "warning"}', 'history.jsonl: line 2: message'],
    ['{"seq": -1, "type": "warning", "message": ""}', 'history.jsonl: line 2: seq'],
  ])('names the line of %j', (line, words) => {
    const [first, ...rest] = historyLines(events).split('\n');
    expect(() => parseHistory([first, line, ...rest].join('\n'), 'history.jsonl')).toThrow(words);
  });
});
