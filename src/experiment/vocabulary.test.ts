import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { selectTexts } from '../core/selectTexts';
import { encodeTexts } from '../engine/encode';
import { deviceErrors } from '../engine/gpuDevice';
import { startTestBackend } from '../engine/testing/backends';
import { contrastiveInput } from '../engine/losses/terms';
import { createTrainer } from '../engine/trainer';
import { defaultConfiguration, type Configuration } from '../protocol';
import { drain } from './progress';
import { setStage, type Stage, type TokenizedCorpus } from './stage';
import { tokenizedMaterials } from './testing/smallStage';

const TABLE = 'embeddings.word_embeddings.weight';
const SOME = Array.from({ length: 40 }, (_, i) => i * 37);

let tokenized: TokenizedCorpus;
beforeAll(async () => {
  tokenized = await tokenizedMaterials();
});

async function onStage<T>(
  vocabulary: Configuration['vocabulary'],
  work: (stage: Stage) => Promise<T>,
  corpus = tokenized,
): Promise<T> {
  const stage = setStage(corpus, { ...defaultConfiguration, vocabulary });
  try {
    return await work(stage);
  } finally {
    stage.encoder.dispose();
  }
}

/** The corpus as if a share of the tokenizer's pieces occurred in it: that of the first texts. */
function ofFewTexts(): TokenizedCorpus {
  const few = selectTexts(tokenized.queries, [0, 1, 2, 3]);
  const needed = Int32Array.from(new Set([...tokenized.material.tokenizer.specials, ...few.ids])).sort();
  return { ...tokenized, queries: few, passages: few, needed };
}

describe.each(['cpu', 'wasm', 'webgpu'] as const)('a trimmed vocabulary on %s', (backend) => {
  beforeAll(() => startTestBackend(backend));
  afterEach(() => expect(deviceErrors()).toEqual([]));

  it('gives the very embeddings of the full one', async () => {
    const embeddings = (vocabulary: Configuration['vocabulary']) =>
      onStage(vocabulary, (stage) =>
        drain(encodeTexts(stage.encoder, selectTexts(stage.queries, SOME)), () => undefined),
      );
    const full = await embeddings('full');
    expect(full.some((value) => value !== 0)).toBe(true);
    expect(await embeddings('corpus')).toEqual(full);
  });

  it('is exported whole, as it was read when nothing was trained', async () => {
    const { weights } = tokenized.material.files;
    const corpus = ofFewTexts();
    const exported = await onStage(
      'corpus',
      async (stage) => {
        expect(stage.kept!.length).toBeLessThan(100);
        expect(stage.encoder.definition.vocabulary).toBe(stage.kept!.length);
        return stage.exportWeights();
      },
      corpus,
    );
    expect(new Map([...exported].sort())).toEqual(new Map([...weights].sort()));
  });

  it('is exported with the trained rows, all others untouched', async () => {
    const corpus = ofFewTexts();
    const before = tokenized.material.files.weights.get(TABLE)!;
    const after = await onStage(
      'corpus',
      async (stage) => {
        const trainer = createTrainer(stage.encoder, {
          weightDecay: 0,
          clipNorm: 1,
        });
        await trainer.step(
          contrastiveInput(stage.queries, stage.passages, { temperature: 0.05, direction: 'one-way' }),
          1e-2,
        );
        trainer.dispose();
        return (await stage.exportWeights()).get(TABLE)!;
      },
      corpus,
    );
    expect(after.shape).toEqual(before.shape);
    const width = before.shape[1]!;
    const changed = new Set<number>();
    after.data.forEach((value, i) => {
      if (value !== before.data[i]) changed.add(Math.floor(i / width));
    });
    expect([...changed].sort((a, b) => a - b)).toEqual(
      [...new Set(corpus.queries.ids)].sort((a, b) => a - b),
    );
  });
});

describe('setStage', () => {
  beforeAll(() => startTestBackend('cpu'));

  it('needs but a part of the pieces', () => {
    const { needed, material } = tokenized;
    expect(needed.length).toBeLessThan(material.files.definition.vocabulary);
    expect(needed).toEqual(expect.objectContaining(Int32Array.from(needed).sort()));
  });

  it.each([
    ['full', Int32Array.from([0, 1, 2]), /3 pieces, the run would go on with the full vocabulary/],
    ['corpus', null, /the full vocabulary, the run would go on with \d+ pieces/],
    ['corpus', Int32Array.from([0, 1, 2]), /3 pieces, the run would go on with \d+ pieces/],
  ] as const)(
    'refuses to go on with vocabulary %s from a checkpoint of other pieces',
    (vocabulary, kept, says) => {
      const { weights } = tokenized.material.files;
      const set = () => setStage(tokenized, { ...defaultConfiguration, vocabulary }, { weights, kept });
      expect(set).toThrow(says);
      expect(set).toThrow(expect.objectContaining({ code: 'bad-file' }));
    },
  );
});
