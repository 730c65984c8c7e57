import { describe, expect, it } from 'vitest';
import type { EvaluationEvent } from '../../protocol';
import { hasDomain, inDomain } from './inDomain';

const law = { multilingual: { map: 0.2 } };
const evaluation = {
  step: 0,
  intervals: { level: 0.95 },
  change: { level: 0.95 },
  scores: { multilingual: { map: 0.5 }, consistency: { candidates: 10 }, domains: { law } },
} as unknown as EvaluationEvent;

describe('a heatmap narrowed to one domain', () => {
  it('shows the scores of the domain, without intervals and changes of all domains', () => {
    const [seen] = inDomain([evaluation], 'law');
    expect(seen?.scores.multilingual.map).toBe(0.2);
    expect(seen?.scores.consistency.candidates).toBe(10);
    expect(seen).not.toHaveProperty('intervals');
    expect(seen).not.toHaveProperty('change');
  });

  it('shows everything where the domain is not there', () => {
    expect(inDomain([evaluation], 'sports')).toEqual([evaluation]);
    expect(inDomain([evaluation], null)).toEqual([evaluation]);
    expect(hasDomain([], 'law')).toBe(false);
  });
});
