import { describe, expect, it } from 'vitest';
import { exampleResult } from '../../io/testing/exampleResult';
import { requireSame } from './check';

const { encoder, data } = exampleResult();
const further = (name: string, sha256: string) => ({ ...data, name, sha256 });
const began = { encoder, data, moreData: [further('a', '1'.repeat(64)), further('b', '2'.repeat(64))] };
const goOn = (now: Partial<typeof began>, then: Partial<typeof began> = {}) =>
  requireSame({ ...began, ...then }, { ...began, ...now }, 'study.json', 'Bring them back.');

describe('a study goes on', () => {
  it('on the content that it began with, under whatever name', () => {
    expect(() => goOn({ data: { ...data, name: 'moved' } })).not.toThrow();
    expect(() => goOn({ moreData: undefined }, { moreData: undefined })).not.toThrow();
  });

  it('not with another encoder, nor on other data', () => {
    const other = '3'.repeat(64);
    expect(() => goOn({ encoder: { ...encoder, sha256: other } })).toThrow(/encoder has changed/);
    expect(() => goOn({ data: { ...data, sha256: other } })).toThrow(/study\.json: The data have changed/);
  });

  it('not on other further data, fewer or more of them', () => {
    const [a, b] = began.moreData;
    expect(() => goOn({ moreData: [a!, further('b', '3'.repeat(64))] })).toThrow(
      'The further data set b has changed since the study began (sha256 222222222222, now 333333333333). Bring them back.',
    );
    expect(() => goOn({ moreData: [a!] })).toThrow(/further data set b has changed .*now none/);
    expect(() => goOn({}, { moreData: [a!] })).toThrow(/further data set b has changed .*sha256 none/);
    expect(() => goOn({ moreData: [b!, a!] })).toThrow(/further data set a/);
  });
});
