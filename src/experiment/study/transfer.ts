import type { Configuration, ProgressEvent, Transfer } from '../../protocol';
import { evaluateScores, type EvaluationScope } from '../evaluate';
import { trainingDomains } from '../scope';
import { setStage, type Stage, type TokenizedCorpus } from '../stage';

type ByDomain = Transfer['after'];

/** What the untouched encoder scores, which is the same for all runs of a study that evaluate alike. */
const untouched = new WeakMap<TokenizedCorpus, Map<string, ByDomain>>();

/**
 * Scores of every domain that is trained on or held out, in one pool of all of them: in pools of their own the scores
 * would differ by the sizes of the pools. Null where a run holds no domain out.
 * @param stage with the trained encoder
 * @param corpus that the stage was set from
 */
export async function* measureTransfer(
  stage: Stage,
  corpus: TokenizedCorpus,
  configuration: Configuration,
): AsyncGenerator<ProgressEvent, Transfer | null> {
  if (configuration.targetDomains.length === 0) return null;
  const domains = [
    ...trainingDomains(corpus.data.summary.domains, configuration),
    ...configuration.targetDomains,
  ];
  const scope = {
    post: configuration.post,
    evaluationLanguages: configuration.evaluationLanguages,
    targetDomains: domains.sort(),
  };
  const after = yield* scoresByDomain(stage, scope);
  const key = JSON.stringify(scope);
  const known = untouched.get(corpus) ?? new Map<string, ByDomain>();
  untouched.set(corpus, known);
  const before = known.get(key) ?? (yield* untrained(corpus, configuration, scope));
  known.set(key, before);
  return { schema: 'isoglot/transfer@1', before, after };
}

async function* untrained(
  corpus: TokenizedCorpus,
  configuration: Configuration,
  scope: EvaluationScope,
): AsyncGenerator<ProgressEvent, ByDomain> {
  const stage = setStage(corpus, configuration);
  try {
    return yield* scoresByDomain(stage, scope);
  } finally {
    stage.encoder.dispose();
  }
}

async function* scoresByDomain(
  stage: Stage,
  scope: EvaluationScope,
): AsyncGenerator<ProgressEvent, ByDomain> {
  const { domains } = yield* evaluateScores(stage, scope);
  return Object.fromEntries(
    Object.entries(domains).map(([domain, { monolingual, crosslingual, multilingual, languageBias }]) => [
      domain,
      {
        monolingual: monolingual.map,
        crosslingual: crosslingual.map,
        multilingual: multilingual.map,
        rankDistance: languageBias.rankDistance.mean,
      },
    ]),
  );
}
