import { beforeAll, describe, expect, it } from 'vitest';
import { tableOf } from '../../core/selectTexts';
import { tokensOf } from '../../core/tokens';
import { adaptationTerm, type HistoryEvent } from '../../protocol';
import type { TokenizedCorpus } from '../stage';
import { keptAndRead, lossesOf, runOf, small } from '../testing/smallRun';
import { startTestBackend, tokenizedMaterials } from '../testing/smallStage';

/** Terms that draw, learn, remember and compare with the untouched encoder. */
const ADAPTED = [
  { kind: 'cropping', texts: 4 },
  { kind: 'adversarial', texts: 4, by: 'language' },
  { kind: 'modir', texts: 4, queue: 16 },
  { kind: 'distillation' },
].map((term) => adaptationTerm.parse(term));

let tokenized: TokenizedCorpus;
beforeAll(async () => {
  await startTestBackend('wasm');
  tokenized = await tokenizedMaterials();
});

describe('a run with adaptation', () => {
  it('goes on exactly as if it had never stopped, with its classifiers and its memory', async () => {
    const configured = { ...small, adaptation: ADAPTED, dropout: 0.1 };
    const whole = await runOf(tokenized, configured);
    const rest = await runOf(tokenized, configured, { from: keptAndRead(whole.kept[0]!), firstSeq: 100 });
    expect(lossesOf(rest.events)).toEqual(lossesOf(whole.events).slice(4));
    for (const [name, tensor] of whole.weights)
      expect(rest.weights.get(name)!.data, name).toEqual(tensor.data);
  });

  it('trains by every adaptation term, and gives the value of each', async () => {
    const kinds = ['simcse', 'inverse-cloze', 'cropping', 'adversarial', 'modir', 'coral', 'mmd'];
    const paired = ['translation-mse', 'translation-ranking', 'distillation'];
    const adaptation = [...kinds, ...paired].map((kind) =>
      adaptationTerm.parse(kind === 'distillation' ? { kind } : { kind, texts: 4 }),
    );
    const { events } = await runOf(tokenized, {
      ...small,
      steps: 2,
      dropout: 0.1,
      adaptation,
      chunkTexts: 20,
    });
    const steps = events.filter((event) => event.type === 'step');
    expect(steps).toHaveLength(2);
    for (const { loss, terms } of steps) {
      const names = ['adversarial-domain', 'modir-domain', ...kinds, ...paired].filter(
        (name) => name !== 'adversarial' && name !== 'modir',
      );
      expect(Object.keys(terms!).sort()).toEqual(['contrastive', ...names].sort());
      expect(Object.values(terms!).reduce((sum, value) => sum + value, 0)).toBeCloseTo(loss, 4);
    }
    const evaluated = events.find((event) => event.type === 'evaluation')!;
    // All 40 passages of the held-out domain can be drawn in both evaluated languages; its queries never.
    expect(evaluated.exposure).toMatchObject({ adapted: { passages: 1 }, queries: 0, passages: 0 });
    expect(events.flatMap((event) => (event.type === 'warning' ? [event.message] : [])).join()).toContain(
      'Adapted to what is evaluated: 100.0 % of the evaluated passages are read without their labels',
    );
  });

  it('weighs the loss of the pairs, down to unlabelled text alone', async () => {
    const cropping = adaptationTerm.parse({ kind: 'cropping', texts: 4, weight: 0.5 });
    const config = { ...small, steps: 2, evaluateEvery: 0, adaptation: [cropping] };
    const weighed = await runOf(tokenized, { ...config, lossWeight: 3 });
    for (const step of weighed.events.filter((event) => event.type === 'step')) {
      expect(step.loss).toBeCloseTo(3 * step.terms!.contrastive! + 0.5 * step.terms!.cropping!, 4);
    }
    // What the pairs would be trained by makes no difference then.
    const alone = await runOf(tokenized, { ...config, lossWeight: 0 });
    const other = {
      temperature: 0.5,
      temperatureLearned: true,
      falseNegatives: 'kept',
      lossWeight: 0,
    } as const;
    const again = await runOf(tokenized, { ...config, ...other });
    expect(lossesOf(again.events)).toEqual(lossesOf(alone.events));
    let moved = 0;
    for (const [name, { data }] of alone.weights) {
      expect(again.weights.get(name)!.data, name).toEqual(data);
      const before = tokenized.material.files.weights.get(name)?.data;
      if (before?.some((value, i) => value !== data[i])) moved++;
    }
    expect(moved).toBeGreaterThan(10);
  });

  it('remembers the vectors of every batch of a step', async () => {
    const modir = adaptationTerm.parse({ kind: 'modir', texts: 4, queue: 16 });
    const configured = { ...small, steps: 1, accumulate: 2, batchSize: 4, adaptation: [modir] };
    const { kept } = await runOf(tokenized, configured);
    const { shape, data } = kept.at(-1)!.extra.get('modir-domain.queue')!;
    // Of either batch four relevant and four drawn passages.
    const rows = Array.from({ length: 16 }, (_, row) => data.slice(row * shape[1]!, (row + 1) * shape[1]!));
    expect(rows.map((row) => Math.hypot(...row)).every((length) => Math.abs(length - 1) < 1e-5)).toBe(true);
    expect(rows.slice(0, 4)).not.toEqual(rows.slice(8, 12));
    expect(rows.slice(4, 8)).not.toEqual(rows.slice(12, 16));
  });

  it('learns nothing from the queries and judgments of a held-out domain', async () => {
    const { corpus } = tokenized.data;
    const held = corpus.queries.map(({ domain }) => domain === 'law');
    const others = corpus.relevant.filter((_, index) => held[index]).toReversed();
    const blind: TokenizedCorpus = {
      ...tokenized,
      data: {
        ...tokenized.data,
        corpus: {
          ...corpus,
          relevant: corpus.relevant.map((own, index) => (held[index] ? others.pop()! : own)),
        },
      },
      queries: tableOf(
        corpus.queries.map((_, index) => tokensOf(tokenized.queries, held[index] ? 0 : index)),
      ),
    };
    const configured = { ...small, steps: 2, evaluateEvery: 0, adaptation: ADAPTED, dropout: 0.1 };
    const seen = await runOf(tokenized, configured);
    const unseen = await runOf(blind, configured);
    expect(lossesOf(unseen.events)).toEqual(lossesOf(seen.events));
    const mapOf = ({ events }: { events: HistoryEvent[] }) =>
      events.find((event) => event.type === 'evaluation')!.scores.monolingual.map;
    expect(mapOf(unseen)).not.toBe(mapOf(seen));
  });
});
