import { beforeAll, describe, expect, it } from 'vitest';
import { defaultConfiguration, type Configuration } from '../protocol';
import type { TokenizedCorpus } from './stage';
import { checkMemory, stepMemory } from './stepMemory';
import { tokenizedMaterials } from './testing/smallStage';

let corpus: TokenizedCorpus;
beforeAll(async () => {
  corpus = await tokenizedMaterials();
});
const FREE = { total: null, largest: null };
const configuration: Configuration = { ...defaultConfiguration, batchSize: 16 };

describe('the memory of a step', () => {
  it('grows with the batch and shrinks by chunks, trimming and adapters', () => {
    const of = (patch: Partial<Configuration>) => stepMemory(corpus, { ...configuration, ...patch }, false);
    expect(of({ batchSize: 32 }).activations / of({}).activations).toBeGreaterThan(1.7);
    expect(of({ chunkTexts: 4 }).activations).toBeLessThan(of({}).activations / 4);
    const rows = 601 - corpus.needed.length;
    // A row of the table is 32 numbers wide, and has two moments.
    expect(of({}).weights - of({ vocabulary: 'corpus' }).weights).toBe(rows * 32 * 4);
    expect(of({}).optimiser - of({ vocabulary: 'corpus' }).optimiser).toBe(rows * 32 * 8);
    // A and B of rank 4 at query and value of two layers, 32 wide; two moments each.
    expect(of({ loraRank: 4 }).optimiser).toBe(2 * 2 * 2 * 4 * 32 * 8);
  });

  it('says before anything is allocated what would make a run fit', () => {
    const { total } = stepMemory(corpus, configuration, false);
    expect(() => checkMemory(corpus, configuration, FREE, false)).not.toThrow();
    expect(() => checkMemory(corpus, configuration, { total, largest: null }, false)).not.toThrow();
    const tight = { total: total * 0.7, largest: null };
    expect(() => checkMemory(corpus, configuration, tight, false)).toThrow(
      /A training step would need about \d+ MB, and the backend holds \d+ MB.*Work on 8 texts at once.*or take batches of 8 pairs: \d+ MB/,
    );
  });

  it('tells a run that has begun only what its checkpoint allows', () => {
    const { total } = stepMemory(corpus, configuration, false);
    const go = (share: number) => () =>
      checkMemory(corpus, configuration, { total: total * share, largest: null }, false, true);
    expect(go(0.7)).toThrow(/holds \d+ MB\. Work on 8 texts at once \(gradient caching\): \d+ MB\.$/);
    expect(go(0.01)).toThrow(/Go on where there is more memory/);
  });

  it('keeps to the largest buffer of a GPU', () => {
    // Values and moments of the table are one tensor: 601 rows of 32 numbers, three times.
    const table = 601 * 32 * 3 * 4;
    const frozen: Configuration = { ...configuration, frozenLayers: 2, batchSize: 2, maxLength: 8 };
    const { largest } = stepMemory(corpus, frozen, true);
    expect(largest).toBeGreaterThanOrEqual(table);
    expect(() => checkMemory(corpus, frozen, { total: null, largest: largest - 1 }, true)).toThrow(
      /A tensor of \d+ MB would be needed, and this GPU takes/,
    );
  });

  it('admits that nothing helps', () => {
    expect(() => checkMemory(corpus, configuration, { total: 1000, largest: null }, false)).toThrow(
      /Choose a smaller encoder/,
    );
  });
});
