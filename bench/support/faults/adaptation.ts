import type { Fault } from './fault';

const ADAPTATION = 'src/experiment/adaptation';
const CORE = 'src/core/adaptation';

/** In what terms of adaptation draw and learn, and in steps of several batches. */
export const ADAPTATION_FAULTS: readonly Fault[] = [
  {
    what: 'Learned: the classifier at the rate of the encoder',
    file: 'src/engine/learned/classifier.ts',
    from: `    update: (norm) => {
      if (hasGradients) optimiser.update(norm, rate);`,
    to: `    update: (norm, given) => {
      if (hasGradients) optimiser.update(norm, given);`,
    tests: ['src/engine/learned/classifier.test.ts'],
  },
  {
    what: 'Learned: a classifier that is gone on with forgets its moments',
    file: 'src/engine/learned/classifier.ts',
    from: '      optimiser.restore(moments);',
    to: '      void moments;',
    tests: ['src/engine/learned/classifier.test.ts'],
  },
  {
    what: 'Learned: classifiers of one seed start alike',
    file: 'src/engine/learned/classifier.ts',
    from: 'createRng(seed, CLASSIFIER_STREAM, index)',
    to: 'createRng(seed, CLASSIFIER_STREAM)',
    tests: ['src/engine/learned/classifier.test.ts'],
  },
  {
    what: 'Learned: the temperature goes the wrong way',
    file: 'src/engine/learned/temperature.ts',
    from: 'Math.fround(scale - (rate * first)',
    to: 'Math.fround(scale + (rate * first)',
    tests: ['src/engine/learned/temperature.test.ts'],
  },
  {
    what: 'Learned: second moment of the temperature without its square',
    file: 'src/engine/learned/temperature.ts',
    from: 'share2 * gradient ** 2',
    to: 'share2 * gradient',
    tests: ['src/engine/learned/temperature.test.ts'],
  },
  {
    what: 'Learned: nothing holds the temperature above 0.01',
    file: 'src/engine/learned/temperature.ts',
    from: 'Math.min(most, Math.fround(scale - (rate * first) / (Math.sqrt(second) * root + EPS)))',
    to: 'Math.fround(scale - (rate * first) / (Math.sqrt(second) * root + EPS))',
    tests: ['src/engine/learned/temperature.test.ts'],
  },
  {
    what: 'Learned: the temperature takes the gradient of the last batch alone',
    file: 'src/engine/learned/temperature.ts',
    from: 'tf.keep(collected ? tf.add(collected, slope!) : tf.clone(slope!))',
    to: 'tf.keep(tf.clone(slope!))',
    tests: ['src/engine/learned/temperature.test.ts'],
  },
  {
    what: 'Learned: what is learned beside the encoder is left out of the norm',
    file: 'src/engine/trainer.ts',
    from: 'Math.hypot(...norms)',
    to: 'norms[0]!',
    tests: ['src/engine/gradientReversal.test.ts'],
  },
  {
    what: 'MoDIR: a gradient through clamped logits',
    file: `${CORE}/softmaxClassifier.ts`,
    from: `      if (Math.abs(raw[c]!) > clamp) continue;
`,
    to: '',
    tests: [`${CORE}/softmaxClassifier.test.ts`],
  },
  {
    what: 'MoDIR: the newest give way instead of the oldest',
    file: `${CORE}/momentumQueue.ts`,
    from: '(queue.next + 1) % capacity',
    to: 'Math.min(queue.next + 1, capacity - 1)',
    tests: [`${CORE}/momentumQueue.test.ts`],
  },
  {
    what: 'MoDIR: a classifier that is gone on with forgets its moments',
    file: `${ADAPTATION}/modir.ts`,
    from: `for (const part of ['weight', 'first', 'second'] as const)`,
    to: `for (const part of ['weight'] as const)`,
    tests: [`${ADAPTATION}/methods.test.ts`],
  },
  {
    what: 'Reversal: its ramp begins half way up',
    file: `${CORE}/ramp.ts`,
    from: '(2 / (1 + Math.exp(-ramp * progress)) - 1)',
    to: '(1 / (1 + Math.exp(-ramp * progress)))',
    tests: [`${CORE}/ramp.test.ts`],
  },
  {
    what: 'Reversal: the first held-out passage passes for a trained one',
    file: `${ADAPTATION}/classes.ts`,
    from: 'row >= passages.count',
    to: 'row > passages.count',
    tests: [`${ADAPTATION}/drawing.test.ts`],
  },
  {
    what: 'Reversal: a passage has the language of its query',
    file: `${ADAPTATION}/classes.ts`,
    from: 'numbers.get(passageLanguage)!',
    to: 'numbers.get(queryLanguage)!',
    tests: [`${ADAPTATION}/drawing.test.ts`],
  },
  {
    what: 'Cropping: both spans of a pair are the same',
    file: `${ADAPTATION}/cropping.ts`,
    from: `      const spans = [0, 1].flatMap(() =>
        chosen.map((words) => asPassage(material, randomCrop(words, term, rng))),
      );`,
    to: `      const once = chosen.map((words) => asPassage(material, randomCrop(words, term, rng)));
      const spans = [...once, ...once];`,
    tests: [`${ADAPTATION}/drawing.test.ts`],
  },
  {
    what: 'Cropping: no span at the end of a text',
    file: `${CORE}/crop.ts`,
    from: 'words.length - length + 1',
    to: 'Math.max(1, words.length - length)',
    tests: [`${CORE}/crop.test.ts`],
  },
  {
    what: 'Inverse cloze: the sentence always stays in its paragraph',
    file: `${ADAPTATION}/inverseCloze.ts`,
    from: 'rng.float() < term.kept',
    to: 'rng.float() < 1',
    tests: [`${ADAPTATION}/drawing.test.ts`],
  },
  {
    what: 'Pairs: a text looks for itself',
    file: `${ADAPTATION}/positives.ts`,
    from: 'passages: { first: first + texts',
    to: 'passages: { first',
    tests: [`${ADAPTATION}/drawing.test.ts`],
  },
  {
    what: 'Translations: drawn to where they were themselves',
    file: `${ADAPTATION}/translation.ts`,
    from: 'sides[0]!.map((index) => teacher!',
    to: 'sides[1]!.map((index) => teacher!',
    tests: [`${ADAPTATION}/drawing.test.ts`],
  },
  {
    what: 'Translations: ranked one way alone',
    file: `${ADAPTATION}/translation.ts`,
    from: `positives(term, first, 'symmetric')`,
    to: 'positives(term, first)',
    tests: [`${ADAPTATION}/drawing.test.ts`],
  },
  {
    what: 'Translations: ranked without the margin',
    file: `${ADAPTATION}/positives.ts`,
    from: `    margin,
  };`,
    to: '  };',
    tests: [`${ADAPTATION}/drawing.test.ts`],
  },
  {
    what: 'Distillation: vectors of queries and passages change places',
    file: `${ADAPTATION}/distillation.ts`,
    from: 'target: joinedFloats([q, p])',
    to: 'target: joinedFloats([p, q])',
    tests: [`${ADAPTATION}/drawing.test.ts`],
  },
  {
    what: 'Distillation: scores of passages for queries',
    file: `${ADAPTATION}/distillation.ts`,
    from: 'const scores = productOf(q, p, dimensions)',
    to: 'const scores = productOf(p, q, dimensions)',
    tests: [`${ADAPTATION}/drawing.test.ts`],
  },
  {
    what: 'CORAL and MMD: the batch is held against itself',
    file: `${ADAPTATION}/matching.ts`,
    from: 'const target = { first, count: term.texts }',
    to: 'const target = { first: source.first, count: term.texts }',
    tests: [`${ADAPTATION}/drawing.test.ts`],
  },
  {
    what: 'Adaptation: two terms draw alike',
    file: `${ADAPTATION}/adaptation.ts`,
    from: 'scene.batch.draw, STREAM, number',
    to: 'scene.batch.draw, STREAM',
    tests: [`${ADAPTATION}/drawing.test.ts`],
  },
  {
    what: 'Adaptation: a term reads the rows of the one before it',
    file: `${ADAPTATION}/adaptation.ts`,
    from: 'first: first + texts.length',
    to: 'first',
    tests: [`${ADAPTATION}/drawing.test.ts`],
  },
  {
    what: 'Accumulation: the batches of a step are one batch',
    file: 'src/core/batches/composeBatch.ts',
    from: 'step * accumulate + part',
    to: 'step * accumulate',
    tests: ['src/core/batches/composeBatch.test.ts'],
  },
  {
    what: 'Accumulation: alpha goes on by the batch, not by the step',
    file: 'src/core/batches/branches.ts',
    from: 'Math.floor(draw / composition.accumulate)',
    to: 'draw',
    tests: ['src/core/batches/composeBatch.test.ts'],
  },
  {
    what: 'Accumulation: MoDIR learns from the first batch of a step alone',
    file: 'src/experiment/train.ts',
    from: `    read += rows;
`,
    to: '',
    tests: [`${ADAPTATION}/run.test.ts`],
  },
];
