import { describe, expect, it } from 'vitest';
import { wholeTicks } from './scale';

describe('ticks of an axis of steps', () => {
  it('are whole and evenly apart', () => {
    expect(wholeTicks(60)).toEqual([0, 15, 30, 45, 60]);
    expect(wholeTicks(30)).toEqual([0, 6, 12, 18, 24, 30]);
    expect(wholeTicks(11)).toEqual([0, 3, 6, 9]);
    expect(wholeTicks(1)).toEqual([0, 1]);
  });
});
