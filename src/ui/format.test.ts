import { describe, expect, it } from 'vitest';
import * as format from './format';

describe('numbers on the page', () => {
  it('writes scores without a leading zero', () => {
    expect(format.score(0.4121)).toBe('.412');
    expect(format.score(1)).toBe('1.000');
    expect(format.score(0)).toBe('.000');
  });

  it('signs every change, and gives nothing a sign that rounds to zero', () => {
    expect(format.change(0.0434)).toBe('+.043');
    expect(format.change(-0.0121)).toBe('−.012');
    expect(format.change(-0.0001)).toBe('±.000');
    expect(format.rankChange(-44.2)).toBe('−44');
    expect(format.rankChange(1234)).toBe('+1,234');
    expect(format.rankChange(0.2)).toBe('±0');
  });

  it('writes sizes, counts and times in the unit that suits them', () => {
    expect(format.count(13014)).toBe('13,014');
    expect(format.counted(1, 'domain')).toBe('1 domain');
    expect(format.counted(0, 'domain')).toBe('0 domains');
    expect(format.bytes(18_400_000)).toBe('18.4 MB');
    expect(format.short(4_812_345)).toBe('4.8 M');
    expect(format.duration(8.2)).toBe('8 s');
    expect(format.duration(90)).toBe('1 min 30 s');
    expect(format.duration(7500)).toBe('2 h 5 min');
    expect(format.rate(3.14)).toBe('3.1 steps/s');
    expect(format.rate(0.25)).toBe('4.0 s/step');
    expect(format.plain(1e-4)).toBe('1e-4');
    expect(format.plain(0.05)).toBe('0.05');
    expect(format.percent(0.314)).toBe('31 %');
  });
});
