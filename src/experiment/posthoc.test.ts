import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDirectory } from '../io/nodeFiles';
import type { PostTreatment } from '../core/posthoc/kinds';
import { defaultConfiguration } from '../protocol';
import { evaluate, postWarnings } from './evaluate';
import { readDataMaterial, readEncoderMaterial } from './materials';
import { drain } from './progress';
import { setStage, type Stage } from './stage';
import { ROOT, startTestBackend, tokenized } from './testing/smallStage';

/** A random encoder on the small XQuAD-R: what a treatment does to the ranking is what counts. */
describe('an evaluation with a treatment', () => {
  let stage: Stage;
  beforeAll(async () => {
    await startTestBackend('cpu');
    const encoder = await readEncoderMaterial(await readDirectory(join(ROOT, 'fixtures/encoders/tiny-e5')));
    const data = await readDataMaterial(await readDirectory(join(ROOT, 'fixtures/xquad-r-mini')), 'auto');
    stage = setStage(await tokenized(encoder, data), defaultConfiguration);
  }, 120_000);
  afterAll(() => stage.encoder.dispose());

  const scope = { evaluationLanguages: [], targetDomains: [] };
  const scored = (post?: PostTreatment) => drain(evaluate(stage, { ...scope, post }), () => undefined);

  it('ranks treated embeddings: languages that lay apart come nearer', async () => {
    const [plain, none, centred] = [await scored(), await scored('none'), await scored('centering')];
    expect(none.scores).toEqual(plain.scores);
    const distance = ({ scores }: typeof plain) => scores.languageBias.rankDistance.mean!;
    expect(centred.scores).not.toEqual(plain.scores);
    expect(distance(centred)).toBeLessThan(distance(plain));
    expect(centred.queries).toEqual(plain.queries);
  }, 120_000);

  it('says with the result that a whitening has too few passages', () => {
    expect(postWarnings(stage, { ...scope, post: 'centering' })).toEqual([]);
    const { dimensions } = stage.encoder.definition;
    const passages = stage.data.corpus.passages.length;
    const warnings = postWarnings(stage, { ...scope, post: 'whitening' });
    expect(warnings).toHaveLength(passages > dimensions ? 0 : 1);
  });
});
