import type { EvaluationEvent } from '../../protocol';

/** Evaluated languages that the run does not train on; none where it trains on nothing, as that sets none apart. */
export function zeroShotLanguages(evaluation: EvaluationEvent | null): ReadonlySet<string> {
  const languages = evaluation?.exposure?.zeroShot.languages ?? [];
  const evaluated = Object.keys({ ...evaluation?.queries, ...evaluation?.candidates });
  return new Set(evaluated.every((code) => languages.includes(code)) ? [] : languages);
}
