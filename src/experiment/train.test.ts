import { beforeAll, describe, expect, it } from 'vitest';
import { addCounts } from '../core/batches/countBatch';
import { countBy } from '../core/countBy';
import type { Configuration, HistoryEvent } from '../protocol';
import type { TokenizedCorpus } from './stage';
import { keptAndRead, lossesOf, runOf as runOn, small, typesOf, type RunOptions } from './testing/smallRun';
import { startTestBackend, tokenizedMaterials } from './testing/smallStage';

let tokenized: TokenizedCorpus;
beforeAll(async () => {
  await startTestBackend('wasm');
  tokenized = await tokenizedMaterials();
});

const runOf = (config: Configuration, options?: RunOptions) => runOn(tokenized, config, options);

describe('a training run', () => {
  it('says what of the evaluated texts it trains on', async () => {
    const exposureOf = async (config: Configuration) => {
      const { events } = await runOf({ ...config, steps: 1 });
      const found = events.flatMap((e) => (e.type === 'evaluation' ? [e.exposure] : []));
      expect(found).toHaveLength(2);
      expect(found[1]).toEqual(found[0]);
      return { found: found[1]!, warnings: events.flatMap((e) => (e.type === 'warning' ? [e.message] : [])) };
    };
    const held = await exposureOf(small);
    expect(held.found.zeroShot).toEqual({ data: true, languages: [], domains: ['law'] });
    expect(held.warnings).toEqual([]);
    // Evaluated: 12 domains of 30 questions in German and English; trained on: two of them, in English and Chinese.
    const seen = await exposureOf({ ...small, languages: ['en', 'zh'], targetDomains: [] });
    expect(seen.found.zeroShot).toMatchObject({ data: false, languages: ['de'] });
    expect(seen.found.queries).toBeCloseTo(1 / 12, 12);
    expect(seen.found.translations.queries).toBeCloseTo(1 / 12, 12);
    expect(seen.warnings).toContainEqual(
      expect.stringMatching(
        /^Trained on of what is evaluated: 8\.3 % of the queries and .*another language 8\.3 %/,
      ),
    );
  });

  it('evaluates before, during and after, keeps checkpoints, and numbers its events without gaps', async () => {
    const { events, kept } = await runOf(small);
    const step = 'step';
    expect(typesOf(events)).toEqual([
      ...['evaluation', step, step, step, step],
      ...['evaluation', 'checkpoint', step, step],
      ...['evaluation', 'checkpoint', 'done'],
    ]);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index));
    expect(events.flatMap((e) => (e.type === 'evaluation' ? [e.step] : []))).toEqual([0, 4, 6]);
    expect(events.at(-1)).toMatchObject({ type: 'done', outcome: 'finished', step: 6 });
    expect(kept.map(({ optimiser }) => optimiser.step)).toEqual([4, 6]);
    const [before, , after] = events.filter((event) => event.type === 'evaluation');
    expect(before!.change).toBeUndefined();
    const { map } = after!.change!.crosslingual;
    expect(map!.difference).toBeCloseTo(
      after!.scores.crosslingual.map! - before!.scores.crosslingual.map!,
      12,
    );
    const { low, high } = after!.intervals!.crosslingual.map!;
    expect(low).toBeLessThan(after!.scores.crosslingual.map!);
    expect(high).toBeGreaterThan(after!.scores.crosslingual.map!);
  });

  it('evaluates the held-out domain alone: 30 queries and 40 candidates a language', async () => {
    const { events } = await runOf({ ...small, steps: 1 });
    const evaluation = events.find((event) => event.type === 'evaluation')!;
    expect(evaluation).toMatchObject({ queries: { de: 30, en: 30 }, candidates: { de: 40, en: 40 } });
    expect(Object.keys(evaluation.scores.crosslingual.pairs).sort()).toEqual(['de-en', 'en-de']);
  });

  it('ranks a stated sample of the questions during the run, all of them before and after, in the whole pool', async () => {
    const { events } = await runOf({ ...small, evaluationSample: 5 });
    const evaluations = events.flatMap((e) => (e.type === 'evaluation' ? [e] : []));
    expect(evaluations.map(({ step, sample, queries }) => ({ step, sample, queries }))).toEqual([
      { step: 0, sample: undefined, queries: { de: 30, en: 30 } },
      { step: 4, sample: { queries: 10, of: 60 }, queries: { de: 5, en: 5 } },
      { step: 6, sample: undefined, queries: { de: 30, en: 30 } },
    ]);
    for (const { candidates } of evaluations) expect(candidates).toEqual({ de: 40, en: 40 });
    // The sample changes nothing of the training.
    const whole = await runOf(small);
    expect(lossesOf(events)).toEqual(lossesOf(whole.events));
    expect(evaluations.at(-1)!.scores).toEqual(
      whole.events.findLast((event) => event.type === 'evaluation')!.scores,
    );
  });

  it('takes the mean of several batches a step, each with its own negatives', async () => {
    const stepsOf = async (patch: Partial<Configuration>) => {
      // So slow that the second step finds the encoder as it was.
      const still = { ...small, learningRate: 1e-9, evaluateEvery: 0, alpha: 0.5 };
      const { events } = await runOf({ ...still, ...patch });
      return events.flatMap((e) => (e.type === 'step' ? [e] : []));
    };
    const single = await stepsOf({ steps: 6 });
    const double = await stepsOf({ steps: 3, accumulate: 2 });
    for (const [number, { loss, batch }] of double.entries()) {
      const own = single.slice(2 * number, 2 * number + 2);
      expect(loss).toBeCloseTo((own[0]!.loss + own[1]!.loss) / 2, 5);
      expect(batch.kinds).toEqual(countBy(own, (step) => step.batch.kind));
      const pairs: Record<string, number> = {};
      for (const step of own) addCounts(pairs, step.batch.pairs);
      expect(batch.pairs).toEqual(pairs);
    }
    expect(double.map(({ batch: { kind } }) => kind)).toContain('mixed');
  });

  it('learns the temperature if asked to, and says what it was at each step', async () => {
    const temperaturesOf = async (patch: Partial<Configuration>) =>
      (await runOf({ ...small, steps: 3, evaluateEvery: 0, ...patch })).events.flatMap((e) =>
        e.type === 'step' ? [e.temperature] : [],
      );
    expect(await temperaturesOf({})).toEqual([undefined, undefined, undefined]);
    const [first, second, third] = await temperaturesOf({ temperatureLearned: true });
    expect(first).toBeCloseTo(small.temperature, 6);
    expect(second).not.toBe(first);
    expect(third).not.toBe(second);
  });

  it('gives the same losses for the same seed, and others for another', async () => {
    const first = lossesOf((await runOf(small)).events);
    expect(lossesOf((await runOf(small)).events)).toEqual(first);
    expect(lossesOf((await runOf({ ...small, seed: 8 })).events)).not.toEqual(first);
  });

  it.each<[what: string, Partial<Configuration>]>([
    ['everything trained', {}],
    ['a trimmed vocabulary', { vocabulary: 'corpus' }],
    ['dropout and gradient caching', { dropout: 0.2, chunkTexts: 5 }],
    ['frozen embeddings and layers', { embeddings: 'frozen', frozenLayers: 1 }],
    ['adapters', { loraRank: 2, loraTargets: ['query', 'feed-forward'], vocabulary: 'corpus' }],
  ])('goes on exactly as if it had never stopped, with %s', async (_, patch) => {
    const whole = await runOf({ ...small, ...patch });
    const at4 = keptAndRead(whole.kept[0]!);
    const rest = await runOf({ ...small, ...patch }, { from: at4, firstSeq: 100 });
    expect(lossesOf(whole.events).length).toBeGreaterThan(4);
    expect(lossesOf(rest.events)).toEqual(lossesOf(whole.events).slice(4));
    expect(rest.events[0]!.seq).toBe(100);
    for (const [name, tensor] of whole.weights)
      expect(rest.weights.get(name)!.data, name).toEqual(tensor.data);
  });

  it('trains on a trimmed vocabulary as on the full one, and says what it kept', async () => {
    const full = await runOf(small);
    const trimmed = await runOf({ ...small, vocabulary: 'corpus' });
    // The sums of the gradient's norm come in another order.
    lossesOf(full.events).forEach((loss, i) => expect(lossesOf(trimmed.events)[i]).toBeCloseTo(loss, 5));
    const { length } = tokenized.needed;
    const said = ({ events }: { events: HistoryEvent[] }) =>
      events.flatMap((event) => (event.type === 'evaluation' ? [event.vocabulary] : []))[0];
    expect(said(full)).toEqual({ all: 601, needed: length, kept: 601, width: 32 });
    expect(said(trimmed)).toEqual({ all: 601, needed: length, kept: length, width: 32 });
    for (const [name, { shape }] of full.weights)
      expect(trimmed.weights.get(name)!.shape, name).toEqual(shape);
    expect(trimmed.kept[0]!.weights.get('embeddings.word_embeddings.weight')!.shape).toEqual([length, 32]);
  });

  it('scores what was trained when it goes on from a checkpoint after the last step', async () => {
    const { kept } = await runOf({ ...small, steps: 1, evaluateEvery: 0 }, { answer: () => 'leave' });
    const rest = await runOf({ ...small, steps: 1, evaluateEvery: 0 }, { from: kept[0], evaluatedAt: 0 });
    expect(typesOf(rest.events)).toEqual(['evaluation', 'done']);
    // The untouched encoder is scored again, for what training has changed question by question.
    expect(rest.events.find((event) => event.type === 'evaluation')!.change).toBeDefined();
    expect(rest.events.find((event) => event.type === 'evaluation')).toMatchObject({ step: 1 });
  });

  it('keeps the encoder that is best on paragraphs it has not trained on, and ends when nothing gets better', async () => {
    // At this rate the loss of what is not trained on is lowest soon, and stays above that.
    const config: Configuration = {
      ...small,
      ...{ steps: 40, learningRate: 0.05, evaluateEvery: 1, validation: 0.3, selectBy: 'loss', patience: 3 },
    };
    const { events, kept, weights } = await runOf(config);
    const evaluations = events.flatMap((e) => (e.type === 'evaluation' ? [e] : []));
    const during = evaluations.slice(0, -1);
    const losses = during.map(({ validation }) => validation!.loss!);
    const lowest = losses.indexOf(Math.min(...losses));
    expect(lowest).toBeGreaterThan(0);
    const made = lowest + 3;
    expect(made).toBeLessThan(40);
    const best = { by: 'loss', step: lowest, value: losses[lowest] };
    expect(events.at(-1)).toMatchObject({ type: 'done', outcome: 'finished', early: true, step: made, best });
    expect(during.map(({ step }) => step)).toEqual(Array.from({ length: made + 1 }, (_, step) => step));
    // The last evaluation is of the best encoder again, which is what the run ends with.
    const { seq: _, seconds: __, ...again } = evaluations.at(-1)!;
    expect(again).toMatchObject({ step: lowest, scores: during[lowest]!.scores, best });
    expect(again.validation).toEqual(during[lowest]!.validation);
    const final = kept.at(-1)!;
    expect(final.optimiser.step).toBe(made);
    for (const [name, { data }] of kept[lowest - 1]!.weights) {
      expect(weights.get(name)!.data, name).toEqual(data);
      expect(final.best!.weights!.get(name)!.data, name).toEqual(data);
    }
    // 2 training domains of 10 paragraphs with 3 questions each, of which 6 are kept out.
    expect(during[0]!.validation).toMatchObject({ paragraphs: 6, queries: 3 * 18 });
    expect(during[0]!.exposure!.zeroShot).toEqual(
      (await runOf({ ...small, steps: 1 })).events.find((e) => e.type === 'evaluation')!.exposure!.zeroShot,
    );
  });

  it.each<[what: string, patch: Partial<Configuration>, where: string]>([
    ['patience without a figure', { patience: 2 }, 'patience'],
    ['a best one without paragraphs to choose by', { selectBy: 'loss' }, 'validation'],
    [
      'a best one without evaluations',
      { selectBy: 'loss', validation: 0.1, evaluateEvery: 0 },
      'evaluateEvery',
    ],
    [
      'what one language cannot tell',
      { languages: ['en'], strategy: 'X-X-mono', selectBy: 'map-cross', validation: 0.1 },
      'selectBy',
    ],
  ])('refuses %s', async (_, patch, where) => {
    await expect(runOf({ ...small, ...patch })).rejects.toMatchObject({
      code: 'bad-configuration',
      where: expect.stringContaining(where) as string,
    });
  });

  it('refuses to hold every domain out', async () => {
    const { domains } = tokenized.data.corpus;
    const none = runOf({ ...small, sourceDomains: [], targetDomains: domains });
    await expect(none).rejects.toMatchObject({ code: 'bad-configuration', where: 'targetDomains' });
  });

  it('stops after the step that is answered with stop, and scores what it has', async () => {
    const { events } = await runOf(small, {
      answer: (e) => (e.type === 'step' && e.step === 2 ? 'stop' : 'go'),
    });
    expect(lossesOf(events)).toHaveLength(2);
    expect(typesOf(events).slice(-3)).toEqual(['evaluation', 'checkpoint', 'done']);
    expect(events.at(-1)).toMatchObject({ outcome: 'stopped', step: 2 });
  });

  it('leaves at once with a checkpoint when asked to', async () => {
    const { events, kept } = await runOf(small, { answer: (e) => (e.type === 'step' ? 'leave' : 'go') });
    expect(typesOf(events)).toEqual(['evaluation', 'step', 'checkpoint']);
    expect(kept).toHaveLength(1);
  });

  it('warns and goes on when a checkpoint cannot be written', async () => {
    const keep = () => Promise.reject(new Error('The disk is full.'));
    const { events } = await runOf(small, { keep });
    const warnings = events.filter((event) => event.type === 'warning');
    expect(warnings[0]!.message).toContain('The disk is full.');
    expect(events.at(-1)).toMatchObject({ type: 'done', outcome: 'finished' });
  });

  it('says so when it is not zero-shot', async () => {
    const { events } = await runOf({ ...small, steps: 1, sourceDomains: ['law'], targetDomains: [] });
    expect(events[0]).toMatchObject({ type: 'warning' });
    expect(JSON.stringify(events[0])).toContain('law');
  });

  it('refuses a domain that is both trained on and held out', async () => {
    const both = runOf({ ...small, sourceDomains: ['law', 'food'] });
    await expect(both).rejects.toMatchObject({
      code: 'bad-configuration',
      where: 'sourceDomains, targetDomains',
    });
  });

  it('ends in plain words when the loss is not finite', async () => {
    const { kept } = await runOf({ ...small, steps: 1 });
    const broken = kept[0]!;
    broken.weights.get('embeddings.LayerNorm.weight')!.data.fill(NaN);
    const run = runOf(small, { from: broken });
    await expect(run).rejects.toMatchObject({
      code: 'not-finite',
      remedy: expect.stringContaining('learning rate') as string,
    });
  });
});
