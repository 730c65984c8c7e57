import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { deviceErrors } from '../gpuDevice';
import { l2Normalize } from '../ops/l2Normalize';
import { startTestBackend } from '../testing/backends';
import { BACKENDS, expectClose } from '../testing/gradients';
import { lossFixture, tensorOf } from '../testing/layerFixtures';
import type { Nested } from '../testing/layerFixtures';
import { outcomeOf } from '../testing/outcomes';
import type { Input, Op } from '../testing/outcomes';
import { adversarial } from './adversarial';
import { alignmentMse } from './alignmentMse';
import { confusion } from './confusion';
import { maskOtherPositives } from '../../core/batches/falseNegatives';
import { infoNce } from './contrastive';
import { coral } from './coral';
import { mmd } from './mmd';
import { mse } from './mse';
import { scoreKl } from './scoreKl';

interface Fixture {
  value: number;
  inputs: Record<string, Nested>;
  constants?: Record<string, Nested>;
  gradients: Record<string, Nested>;
}

/** What is run with which inputs of a float64 fixture, and which of them have a gradient there. */
interface Case {
  file: 'infonce.json' | 'adaptation.json';
  entry: string;
  op: (constants: Record<string, Nested>) => Op;
  inputs: string[];
}

const flat = (nested: Nested | undefined): Float32Array => tensorOf(nested!).data;

/** Queries, their passages and hard negatives behind; masked where a query must not see another's passage. */
const withHardNegatives =
  (tau: number, ownAlone: boolean, direction: 'one-way' | 'symmetric' = 'one-way'): Op =>
  (q, p, h) => {
    const [asked, hard] = [q.shape[0], h.shape[0]];
    const none = new Uint8Array(asked * (asked + hard));
    const mask = ownAlone ? maskOtherPositives(none, asked) : none;
    return infoNce(l2Normalize(q), tf.concat([l2Normalize(p), l2Normalize(h)]), mask, {
      temperature: tau,
      direction,
    });
  };

const CASES: Case[] = [
  {
    file: 'infonce.json',
    entry: 'one_way_hard_negatives_appended',
    op: () => withHardNegatives(0.05, false),
    inputs: ['q', 'p', 'h'],
  },
  {
    file: 'infonce.json',
    entry: 'paper1_eq1_mean_tau_0.05',
    op: () => withHardNegatives(0.05, true),
    inputs: ['q', 'p', 'h'],
  },
  {
    file: 'infonce.json',
    entry: 'additive_margin_one_way_0.3',
    op: () => (q, p) =>
      infoNce(l2Normalize(q), l2Normalize(p), new Uint8Array(36), {
        temperature: 0.05,
        direction: 'one-way',
        margin: 0.3,
      }),
    inputs: ['q', 'p'],
  },
  { file: 'adaptation.json', entry: 'coral', op: () => coral, inputs: ['s', 't'] },
  ...(['biased', 'unbiased'] as const).map((estimate): Case => ({
    file: 'adaptation.json',
    entry: `mmd_rbf_${estimate}`,
    op: ({ sigma_squared }) => {
      const sigmaSquared = [...flat(sigma_squared)];
      return (s, t) => mmd(s, t, { estimate, sigmaSquared });
    },
    inputs: ['s', 't'],
  })),
  {
    file: 'adaptation.json',
    entry: 'domain_ce_gradient_reversal',
    op: ({ y, lambda_ }) => {
      const labels = Int32Array.from(flat(y));
      return (z, w, b) => adversarial(z, w, b, labels, lambda_ as number);
    },
    inputs: ['z', 'W', 'b'],
  },
  {
    file: 'adaptation.json',
    entry: 'mse_alignment',
    op: ({ y }) => {
      const target = flat(y);
      return (x) => mse(x, target);
    },
    inputs: ['x'],
  },
  {
    file: 'adaptation.json',
    entry: 'kl_distillation_scores',
    // Passages that are the axes make scores of the queries' own numbers.
    op: ({ teacher_scores }) => {
      const teacher = flat(teacher_scores);
      return (student) => scoreKl(student, tf.eye(student.shape[1]!), teacher, 1);
    },
    inputs: ['student'],
  },
];

describe.each(BACKENDS)('losses on %s', (backend) => {
  const agrees = async (op: Op, inputs: Input[], value: number, gradients: Float32Array[]): Promise<void> => {
    const before = tf.memory().numTensors;
    const actual = await outcomeOf(op, inputs, Float32Array.of(1));
    expect(tf.memory().numTensors).toBe(before);
    expectClose(actual.output, [value], 1e-5);
    gradients.forEach((gradient, input) => expectClose(actual.gradients[input]!, gradient, 1e-5));
    if (backend === 'webgpu') expect(deviceErrors()).toEqual([]);
  };

  it.each(CASES)('agree with the float64 reference: $entry', async ({ file, entry, op, inputs }) => {
    await startTestBackend(backend);
    const fixture = lossFixture<Fixture>(file, entry);
    const gradients = inputs.map((name) => flat(fixture.gradients[name]));
    const given = inputs.map((name) => tensorOf(fixture.inputs[name]!));
    await agrees(op(fixture.constants ?? {}), given, fixture.value, gradients);
  });

  it('agree with the float64 reference: confusion, its bias as the weight of a constant', async () => {
    await startTestBackend(backend);
    const { inputs, value, gradients } = lossFixture<Fixture>('adaptation.json', 'modir_confusion');
    const [w, b] = [inputs['W'] as number[][], inputs['b'] as number[]];
    const weight = Float32Array.from(w.flatMap((row, label) => [...row, b[label]!]));
    const op: Op = (z) =>
      confusion(tf.concat([z, tf.ones([z.shape[0], 1])], 1), { weight, classes: 3, clamp: Infinity });
    await agrees(op, [tensorOf(inputs['z']!)], value, [flat(gradients['z'])]);
  });

  it('distil scores at a temperature as they do their quotients by it', async () => {
    await startTestBackend(backend);
    const { inputs, constants, value, gradients } = lossFixture<Fixture>(
      'adaptation.json',
      'kl_distillation_scores',
    );
    const double = (nested: Nested | undefined): Float32Array => flat(nested).map((x) => 2 * x);
    const teacher = double(constants!['teacher_scores']);
    const student = { shape: [6, 6], data: double(inputs['student']) };
    const halved = flat(gradients['student']).map((slope) => slope / 2);
    await agrees((scores) => scoreKl(scores, tf.eye(6), teacher, 2), [student], value, [halved]);
  });

  it('give no gradient through a clamped logit', async () => {
    await startTestBackend(backend);
    // One vector, logits 1 * (9, 0) clamped to (5, 0): -mean log softmax = log(e^5 + 1) - 5 / 2. By the free logit:
    // softmax - 1 / 2, times its weight 0; the clamped one gives nothing.
    const op: Op = (z) => confusion(z, { weight: Float32Array.of(9, 0), classes: 2, clamp: 5 });
    await agrees(op, [{ shape: [1, 1], data: Float32Array.of(1) }], Math.log(Math.exp(5) + 1) - 2.5, [
      Float32Array.of(0),
    ]);
  });

  it('align both translations with the teacher', async () => {
    await startTestBackend(backend);
    // Teacher (1, 0), left (1, 2), right (0, 0): 4 / 2 + 1 / 2, and the gradients 2 (x - t) / 2.
    const inputs = [Float32Array.of(1, 2), Float32Array.of(0, 0)].map((data) => ({ shape: [1, 2], data }));
    await agrees((x, y) => alignmentMse(x, y, Float32Array.of(1, 0)), inputs, 2.5, [
      Float32Array.of(0, 2),
      Float32Array.of(-1, 0),
    ]);
  });

  it('take the bandwidths of MMD from the mean squared distance, which gets no gradient', async () => {
    await startTestBackend(backend);
    const { inputs } = lossFixture<Fixture>('adaptation.json', 'mmd_rbf_biased');
    const [s, t] = [tensorOf(inputs['s']!), tensorOf(inputs['t']!)];
    const rows = [...(inputs['s'] as number[][]), ...(inputs['t'] as number[][])];
    const distance = (a: number[], b: number[]): number => a.reduce((sum, x, c) => sum + (x - b[c]!) ** 2, 0);
    const mean =
      rows.flatMap((a) => rows.map((b) => distance(a, b))).reduce((sum, d) => sum + d) / rows.length ** 2;
    const sigmaSquared = [0.125, 0.25, 0.5, 1, 2].map((share) => share * mean);
    const given = await outcomeOf(
      (a, b) => mmd(a, b, { estimate: 'biased', sigmaSquared }),
      [s, t],
      Float32Array.of(1),
    );
    await agrees((a, b) => mmd(a, b, { estimate: 'biased' }), [s, t], given.output[0]!, given.gradients);
  });

  it('ask back from the passages that have a query alone, where there are hard negatives', async () => {
    await startTestBackend(backend);
    const entry = (name: string) => lossFixture<Fixture>('infonce.json', name);
    const [hard, both, forth] = [
      entry('one_way_hard_negatives_appended'),
      entry('symmetric_cosine_tau_0.05'),
      entry('one_way_cosine_tau_0.05'),
    ] as const;
    // The way back is twice the symmetric loss without the way forth, which has the hard negatives here.
    const half = (whole: number, mean: number, one: number): number => whole / 2 + mean - one / 2;
    const slopes = ['q', 'p'].map((name) => {
      const [a, b, c] = [hard, both, forth].map(({ gradients }) => flat(gradients[name]));
      return a!.map((value, i) => half(value, b![i]!, c![i]!));
    });
    await agrees(
      withHardNegatives(0.05, false, 'symmetric'),
      ['q', 'p', 'h'].map((name) => tensorOf(hard.inputs[name]!)),
      half(hard.value, both.value, forth.value),
      [...slopes, flat(hard.gradients['h']).map((value) => value / 2)],
    );
  });

  it('give the gradient by log(1 / temperature), with margin and hard negatives', async () => {
    await startTestBackend(backend);
    const { inputs } = lossFixture<Fixture>('infonce.json', 'one_way_hard_negatives_appended');
    const [q, p, h] = ['q', 'p', 'h'].map((name) => tensorOf(inputs[name]!)) as [Input, Input, Input];
    const passages = { shape: [12, 5], data: Float32Array.from([...p.data, ...h.data]) };
    for (const [direction, margin, offered] of [
      ['one-way', 0, p],
      ['symmetric', 0, p],
      ['symmetric', 0.2, passages],
    ] as const) {
      const mask = new Uint8Array(6 * offered.shape[0]!);
      mask[2] = 1;
      const loss =
        (temperature: number): Op =>
        (a, b, logScale) =>
          infoNce(l2Normalize(a), l2Normalize(b), mask, { temperature, direction, margin }, logScale);
      const all = [q, offered, { shape: [], data: Float32Array.of(0) }];
      const valueAt = async (logScale: number): Promise<number> =>
        (await outcomeOf(loss(Math.exp(-logScale)), all, Float32Array.of(1))).output[0]!;
      const { gradients } = await outcomeOf(loss(0.5), all, Float32Array.of(1));
      const difference = ((await valueAt(Math.LN2 + 0.01)) - (await valueAt(Math.LN2 - 0.01))) / 0.02;
      expectClose(gradients[2]!, [difference], 1e-3);
    }
  });
});
