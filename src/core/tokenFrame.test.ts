import { expect, it } from 'vitest';
import { bodyOf, frameOf, reframed } from './tokenFrame';

// <s> passage : … </s>, as multilingual-e5 encodes it.
const frame = frameOf([
  [0, 46692, 12, 10, 2],
  [0, 46692, 12, 361, 2],
  [0, 46692, 12, 6, 900, 2],
]);

it('finds what stands around every text', () => {
  expect(frame).toEqual({ opening: 3, closing: 1 });
  expect(frameOf([[], [5]])).toEqual({ opening: 0, closing: 0 });
  expect(frameOf([[7], [8, 9]])).toEqual({ opening: 0, closing: 0 });
});

it('takes the words out and puts others in', () => {
  const text = Int32Array.of(0, 46692, 12, 70, 71, 72, 2);
  expect([...bodyOf(text, frame)]).toEqual([70, 71, 72]);
  expect([...bodyOf(Int32Array.of(0, 46692, 12, 2), frame)]).toEqual([]);
  expect([...reframed(text, frame, Int32Array.of(80), 128)]).toEqual([0, 46692, 12, 80, 2]);
});

it('never makes a text longer than allowed', () => {
  const text = Int32Array.of(0, 46692, 12, 70, 2);
  expect([...reframed(text, frame, Int32Array.of(1, 2, 3, 4), 6)]).toEqual([0, 46692, 12, 1, 2, 2]);
});
