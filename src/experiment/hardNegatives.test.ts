import { beforeAll, describe, expect, it } from 'vitest';
import { composeBatch } from '../core/batches/composeBatch';
import { relevantByGroup } from '../core/batches/hardNegatives';
import type { Configuration } from '../protocol';
import { draftAdaptation } from './adaptation/prepare';
import { createHardNegatives, type HardNegatives } from './hardNegatives';
import { drain } from './progress';
import { setStage, type TokenizedCorpus } from './stage';
import { stepInput } from './stepInput';
import { stepMemory } from './stepMemory';
import { checkRun } from './train';
import { keptAndRead, lossesOf, runOf, small } from './testing/smallRun';
import { startTestBackend, tokenizedMaterials } from './testing/smallStage';
import { trainingPairs } from './trainingPairs';

const hard: Configuration = { ...small, hardNegatives: 2 };

let tokenized: TokenizedCorpus;
beforeAll(async () => {
  await startTestBackend('wasm');
  tokenized = await tokenizedMaterials();
});

/** What a run has before its first step. */
async function mined<T>(config: Configuration, look: (negatives: HardNegatives) => T): Promise<T> {
  const stage = setStage(tokenized, config);
  try {
    const negatives = createHardNegatives(stage, trainingPairs(stage, config), config);
    await drain(negatives.refresh(0), () => undefined);
    return look(negatives);
  } finally {
    stage.encoder.dispose();
  }
}

const batchesOf = (config: Configuration) => {
  const pool = trainingPairs(tokenized, config);
  return Array.from({ length: 8 }, (_, step) => composeBatch(pool, config, config.seed, step));
};

describe('hard negatives', () => {
  it.each<[Configuration['hardNegativeLanguage']]>([['same'], ['other'], ['any']])(
    'are of the training domains, relevant in no language, and in the language asked for: %s',
    async (hardNegativeLanguage) => {
      const config: Configuration = { ...hard, hardNegativeLanguage, hardNegativeRanks: [1, 4] };
      const { queries, passages } = tokenized.data.corpus;
      const relevant = relevantByGroup(tokenized.data.corpus);
      const batches = batchesOf(config);
      const draws = await mined(config, (negatives) => batches.map((batch) => negatives.draw(batch)));
      for (const [step, { pairs }] of batches.entries()) {
        expect(draws[step]).toHaveLength(2 * pairs.length);
        for (const [i, index] of draws[step]!.entries()) {
          const { query, passageLanguage } = pairs[Math.floor(i / 2)]!;
          const { language, domain } = passages[index]!;
          expect(relevant.get(queries[query]!.group)!.has(index)).toBe(false);
          expect(['history', 'food']).toContain(domain);
          expect(['de', 'en', 'zh']).toContain(language);
          if (hardNegativeLanguage === 'same') expect(language).toBe(passageLanguage);
          if (hardNegativeLanguage === 'other') expect(language).not.toBe(passageLanguage);
        }
        expect(new Set(draws[step]!.slice(0, 2)).size).toBe(2);
      }
    },
  );

  it('stand behind the passages of the batch, and the triplet loss compares with nothing else', async () => {
    const [batch] = batchesOf(hard);
    const inputOf = (config: Configuration) =>
      mined(config, (negatives) => {
        const pool = trainingPairs(tokenized, config);
        const adaptation = draftAdaptation(tokenized.data, pool, config, null);
        return stepInput(tokenized, config, batch!, negatives, adaptation, 0).input;
      });
    const plain = await inputOf(hard);
    expect(plain.texts.offsets).toHaveLength(4 + 4 + 8 + 1);
    expect(plain.terms[0]!.loss).toMatchObject({
      queries: { first: 0, count: 4 },
      passages: { first: 4, count: 12 },
    });
    const triplet = (await inputOf({ ...hard, loss: 'triplet' })).terms[0]!.loss;
    if (triplet.kind !== 'contrastive') throw new Error('another loss');
    expect(triplet.direction).toBe('one-way');
    for (let query = 0; query < 4; query++) {
      const row = [...triplet.mask.subarray(query * 12, query * 12 + 4)];
      expect(row).toEqual([0, 1, 2, 3].map((passage) => (passage === query ? 0 : 1)));
      // Its own two.
      expect([...triplet.mask.subarray(query * 12 + 4 + 2 * query, query * 12 + 6 + 2 * query)]).toEqual([
        0, 0,
      ]);
    }
  });

  it('count in the memory of a step', () => {
    const of = (hardNegatives: number) =>
      stepMemory(tokenized, { ...hard, hardNegatives }, false).activations;
    // 4 queries and 4 passages, and 16 more.
    expect(of(4) / of(0)).toBeGreaterThan(2.2);
  });

  it.each<[what: string, patch: Partial<Configuration>]>([
    ['looked for once', {}],
    [
      'looked for every third step, triplet, with a margin',
      { hardNegativeEvery: 3, loss: 'triplet', hardNegativeMargin: 0.001 },
    ],
    [
      'both ways, all the languages at once, beside a validation',
      { hardNegativeEvery: 2, loss: 'symmetric', hardNegativeLanguage: 'any', validation: 0.2 },
    ],
  ])('go on exactly as if the run had never stopped: %s', async (_, patch) => {
    const config: Configuration = { ...hard, learningRate: 0.02, ...patch };
    const whole = await runOf(tokenized, config);
    const rest = await runOf(tokenized, config, { from: keptAndRead(whole.kept[0]!) });
    expect(lossesOf(whole.events)).toHaveLength(6);
    expect(lossesOf(rest.events)).toEqual(lossesOf(whole.events).slice(4));
    for (const [name, { data }] of whole.weights) expect(rest.weights.get(name)!.data, name).toEqual(data);
    expect(rest.kept.at(-1)!.extra).toEqual(whole.kept.at(-1)!.extra);
  });

  it('change the loss, and change with the encoder where they are looked for anew', async () => {
    const of = async (patch: Partial<Configuration>) => {
      const { events, kept } = await runOf(tokenized, { ...hard, learningRate: 0.02, ...patch });
      return { losses: lossesOf(events), table: kept.at(-1)!.extra.get('hard-negatives.table') };
    };
    const [none, once, anew] = [
      await of({ hardNegatives: 0 }),
      await of({}),
      await of({ hardNegativeEvery: 2 }),
    ];
    expect(none.table).toBeUndefined();
    // The same pairs against more negatives: a higher loss.
    expect(once.losses[0]).toBeGreaterThan(none.losses[0]!);
    expect(anew.losses.slice(0, 2)).toEqual(once.losses.slice(0, 2));
    expect(anew.table).not.toEqual(once.table);
  });

  it('say what of the evaluated texts is among them', async () => {
    const seen = async (hardNegatives: number) => {
      const config: Configuration = { ...hard, hardNegatives, steps: 1, targetDomains: [], evaluateEvery: 0 };
      const { events } = await runOf(tokenized, config);
      return events.find((event) => event.type === 'evaluation')!.exposure!.passages;
    };
    expect(await seen(2)).toBeGreaterThan(await seen(0));
  });

  it.each<[what: string, patch: Partial<Configuration>, where: string]>([
    ['the triplet loss without any', { loss: 'triplet', hardNegatives: 0 }, 'loss'],
    ['fewer ranks than are drawn', { hardNegativeRanks: [3, 3] }, 'hardNegativeRanks'],
    ['ranks that the data has not', { hardNegativeRanks: [500, 510] }, 'hardNegativeLanguage'],
    [
      'other languages where there is one',
      { languages: ['en'], strategy: 'X-X', hardNegativeLanguage: 'other' },
      'hardNegativeLanguage',
    ],
  ])('are refused: %s', (_, patch, where) => {
    const { data, material } = tokenized;
    const check = () => checkRun(data, material.files.definition, { ...hard, ...patch });
    expect(check).toThrow(
      expect.objectContaining({ code: 'bad-configuration', where: expect.stringContaining(where) as string }),
    );
  });

  it('are refused where they are of other pairs', async () => {
    const { kept } = await runOf(tokenized, { ...hard, steps: 1 });
    const other = runOf(tokenized, { ...hard, hardNegativeRanks: [2, 9] }, { from: kept[0] });
    await expect(other).rejects.toMatchObject({ code: 'bad-file' });
  });
});
