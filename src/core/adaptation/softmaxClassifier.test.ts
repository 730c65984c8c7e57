import { expect, it } from 'vitest';
import { createClassifier, trainClassifier } from './softmaxClassifier';

const rows = Float32Array.of(0.5, -0.25, 1, 0.75, -0.5, 0.25);

it('learns as PyTorch does', () => {
  // torch 2.13, float64: cross_entropy((z @ W.T).clamp(-5, 5), y), Adam with rate 0.1, three steps from zeros.
  const classifier = createClassifier(3, 2);
  const losses = [0, 1, 2].map(() => trainClassifier(classifier, rows, [0, 1, 2], { rate: 0.1, clamp: 5 }));
  [1.0986122886681098, 1.0127146101779079, 0.9320834788839232].forEach((loss, i) =>
    expect(losses[i]).toBeCloseTo(loss, 6),
  );
  [0.29897086, -0.29963328, 0.29893765, 0.29910112, -0.29894559, 0.15966663].forEach((value, i) =>
    expect(classifier.weight[i]).toBeCloseTo(value, 5),
  );
  expect(classifier.steps).toBe(3);
});

it('learns nothing from logits beyond the clamp', () => {
  const classifier = createClassifier(2, 1);
  classifier.weight.set([9, -9]);
  trainClassifier(classifier, Float32Array.of(1), [1], { rate: 0.1, clamp: 5 });
  expect([...classifier.weight]).toEqual([9, -9]);
});
