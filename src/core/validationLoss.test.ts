import { describe, expect, it } from 'vitest';
import fixtures from '../../fixtures/losses/infonce.json';
import { validationLoss } from './validationLoss';

/** A generator's value, after all its pauses. */
function ended<T>(work: Generator<unknown, T>): T {
  for (;;) {
    const turn = work.next();
    if (turn.done) return turn.value;
  }
}

function unit(values: number[], dimensions: number): Float32Array {
  return Float32Array.from(values, (value, i) => {
    const row = values.slice(i - (i % dimensions), i - (i % dimensions) + dimensions);
    return value / Math.hypot(...row);
  });
}

const B = 6;

describe('validationLoss', () => {
  it('is InfoNCE where every query has one relevant passage', () => {
    const { inputs, constants, value } = fixtures['one_way_cosine_tau_0.05'];
    const dimensions = inputs.q.flat().length / B;
    const request = {
      offsets: Int32Array.from({ length: B + 1 }, (_, i) => i),
      relevant: Int32Array.from({ length: B }, (_, i) => i),
      candidatePassage: new Int32Array(B),
    };
    const [q, p] = [unit(inputs.q.flat(), dimensions), unit(inputs.p.flat(), dimensions)];
    expect(ended(validationLoss(q, p, request, constants.tau))).toBeCloseTo(value, 4);
  });

  it('holds each of several relevant passages against the irrelevant ones alone', () => {
    // Cosines 1, 0.6 (both relevant) and 0: -ln(e^1 / (e^1 + e^0)) and -ln(e^0.6 / (e^0.6 + e^0)), halved.
    const expected = (Math.log(1 + Math.exp(-1)) + Math.log(1 + Math.exp(-0.6))) / 2;
    const request = {
      offsets: Int32Array.of(0, 2),
      relevant: Int32Array.of(0, 1),
      candidatePassage: new Int32Array(3),
    };
    const passages = Float32Array.of(1, 0, 0.6, 0.8, 0, 1);
    expect(ended(validationLoss(Float32Array.of(1, 0), passages, request, 1))).toBeCloseTo(expected, 6);
    const cold = ended(validationLoss(Float32Array.of(1, 0), passages, request, 0.001));
    expect(Number.isFinite(cold)).toBe(true);
  });
});
