import { describe, expect, it } from 'vitest';
import { figureTexts } from './figureTexts';
import { interval, rankChange, count } from './format';

describe('figures of a row', () => {
  it('are written before, now and as a change', () => {
    expect(figureTexts(0.4, 0.412, true)).toEqual({ before: '.400', now: '.412', change: '+.012' });
    expect(figureTexts(212, 180, true, count, rankChange)).toEqual({
      before: '212',
      now: '180',
      change: '−32',
    });
  });

  it('have no change with one measurement, nor where one is missing', () => {
    expect(figureTexts(0.4, 0.4, false).change).toBe('–');
    expect(figureTexts(undefined, 0.4, true)).toEqual({ before: '–', now: '.400', change: '–' });
    expect(figureTexts(0, null, true)).toEqual({ before: '.000', now: '–', change: '–' });
  });

  it('have an interval in their own manner', () => {
    expect(interval({ low: -0.01, high: 0.4 })).toBe('−.010 to .400');
    expect(interval({ low: 1170.4, high: 1230 }, count)).toBe('1,170 to 1,230');
  });
});
