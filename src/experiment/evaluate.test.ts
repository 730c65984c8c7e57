import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readDirectory } from '../io/nodeFiles';
import { evaluate, type Evaluation } from './evaluate';
import { readDataMaterial, readEncoderMaterial } from './materials';
import { setStage } from './stage';
import { drain } from './progress';
import { ROOT, startTestBackend, tokenized } from './testing/smallStage';
import { defaultConfiguration, scores as scoresSchema } from '../protocol';

type ByName = Record<string, number>;
interface Expected {
  monolingual: number;
  crosslingual: number;
  multilingual: number;
  mono: ByName;
  cross: ByName;
  multi: ByName;
  rankDistance: { mean: number; perLanguage: ByName };
}
const file = readFileSync(join(ROOT, 'fixtures/models/expected-scores.json'), 'utf8');
const expected = (JSON.parse(file) as { 'isoglot-qa': Expected })['isoglot-qa'];
/** The figures have four decimals; another order of float32 sums may swap two neighbours of one query in 360. */
const TOLERANCE = 0.0015;

/** The bundled encoder on the bundled data: the figures of an independent implementation. */
describe('the evaluation of isoglot-nano on Isoglot-QA', () => {
  let evaluation: Evaluation;
  beforeAll(async () => {
    await startTestBackend('wasm');
    const encoder = await readEncoderMaterial(
      await readDirectory(join(ROOT, 'public/encoders/isoglot-nano')),
    );
    const data = await readDataMaterial(await readDirectory(join(ROOT, 'public/data/isoglot-qa')), 'auto');
    const stage = setStage(await tokenized(encoder, data), defaultConfiguration);
    evaluation = await drain(
      evaluate(stage, { evaluationLanguages: [], targetDomains: [] }),
      () => undefined,
    );
    stage.encoder.dispose();
  }, 180_000);

  it('ranks 360 queries against 480 candidates in each of 11 languages', () => {
    expect(new Set(Object.values(evaluation.queries))).toEqual(new Set([360]));
    expect(new Set(Object.values(evaluation.candidates))).toEqual(new Set([480]));
    expect(Object.keys(evaluation.queries)).toHaveLength(11);
  });

  it('gives the expected mAP in all settings, languages and pairs', () => {
    const { monolingual, crosslingual, multilingual } = evaluation.scores;
    const close = (found: number | null | undefined, value: number, place: string) =>
      expect(Math.abs((found ?? NaN) - value), `${place}: ${found} for ${value}`).toBeLessThan(TOLERANCE);
    close(monolingual.map, expected.monolingual, 'monolingual');
    close(crosslingual.map, expected.crosslingual, 'cross-lingual');
    close(multilingual.map, expected.multilingual, 'multilingual');
    for (const [l, value] of Object.entries(expected.mono)) close(monolingual.perLanguage[l]?.map, value, l);
    for (const [l, value] of Object.entries(expected.multi))
      close(multilingual.perLanguage[l]?.map, value, l);
    for (const [pair, value] of Object.entries(expected.cross))
      close(crosslingual.pairs[pair]?.map, value, pair);
    expect(Object.keys(expected.cross)).toHaveLength(110);
  });

  it('gives the expected rank distances, within one part in a hundred', () => {
    const { mean, perLanguage } = evaluation.scores.languageBias.rankDistance;
    expect(mean! / expected.rankDistance.mean).toBeCloseTo(1, 2);
    for (const [language, distance] of Object.entries(expected.rankDistance.perLanguage)) {
      expect(Math.abs(perLanguage[language]! / distance - 1), language).toBeLessThan(0.01);
    }
  });

  it('has the shape of the published schema', () => {
    expect(scoresSchema.parse(evaluation.scores)).toEqual(evaluation.scores);
  });
});
