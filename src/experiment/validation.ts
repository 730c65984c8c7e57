import { comparesLanguages, SETTING_METRICS, settingOf, type SettingMetric } from '../core/bestSoFar';
import type { Corpus } from '../core/corpus';
import { IsoglotError } from '../core/errors';
import { meanOrNull } from '../core/metrics/rankMetrics';
import type { CellScores, TableScores } from '../core/metrics/scoreTypes';
import { scoreRankTable } from '../core/metrics/scoreRankTable';
import type { PairPool } from '../core/batches/pairPool';
import { treat } from '../core/posthoc/treat';
import { buildRankRequest } from '../core/rankRequest';
import type { RankRequest } from '../core/rankTable';
import { selectTexts } from '../core/selectTexts';
import { validationLoss } from '../core/validationLoss';
import { validationSplit, type ValidationSplit } from '../core/validationSplit';
import { rankAll } from '../engine/rank';
import type { Configuration, ProgressEvent, Validation } from '../protocol';
import { encodeBoth } from './encoding';
import type { DataMaterial } from './materials';
import { counted, patiently, progressOf } from './progress';
import { trainingDomains } from './scope';
import type { Stage } from './stage';

/** Length of the stored heads, which RankC compares. */
const TOP_K = 10;

/** The split that was drawn last of each corpus, and of what: drawing one goes through all queries. */
const drawn = new WeakMap<Corpus, { of: string; split: ValidationSplit }>();

/**
 * What a run keeps out of training to choose its best encoder by; null without validation. Cheap when asked again.
 * @throws IsoglotError as `validationSplit`.
 */
export function validationOf(
  { corpus }: DataMaterial,
  configuration: Pick<Configuration, 'validation' | 'seed' | 'sourceDomains' | 'targetDomains'>,
): ValidationSplit | null {
  const { validation: share, seed } = configuration;
  if (share === 0) return null;
  const scope = { domains: trainingDomains(corpus.domains, configuration), share, seed };
  const of = JSON.stringify(scope);
  const known = drawn.get(corpus);
  const split = known?.of === of ? known.split : validationSplit(corpus, scope);
  drawn.set(corpus, { of, split });
  return split;
}

/** The ranking that a validation makes: questions and passages of the kept paragraphs, in the training languages. */
export interface ValidationPlan {
  request: RankRequest;
  split: ValidationSplit;
}

/**
 * Plans the validations of a run; null without.
 * @param pool of the configuration
 * @throws IsoglotError `bad-configuration` when the best encoder is to be chosen by what cannot be measured.
 */
export function planValidation(
  data: DataMaterial,
  pool: PairPool,
  configuration: Configuration,
): ValidationPlan | null {
  checkSelection(configuration);
  const split = validationOf(data, configuration);
  if (!split) return null;
  const { selectBy } = configuration;
  if (pool.languages.length < 2 && comparesLanguages(selectBy)) {
    throw new IsoglotError({
      code: 'bad-configuration',
      what: `The best encoder cannot be chosen by ${selectBy}: "${pool.languages.join()}" is the only training language.`,
      where: 'selectBy',
      remedy: 'Choose loss, or a figure of mono or multi, or add a training language.',
    });
  }
  const domains = trainingDomains(data.corpus.domains, configuration);
  const scope = { languages: pool.languages, domains, topK: TOP_K, pool: split.passages };
  return { request: buildRankRequest(data.corpus, scope).request, split };
}

function checkSelection({ validation, selectBy, patience, evaluateEvery }: Configuration): void {
  const refuse = (where: string, what: string, remedy: string) =>
    new IsoglotError({ code: 'bad-configuration', what, where, remedy });
  if (patience > 0 && selectBy === 'none') {
    throw refuse(
      'patience, selectBy',
      'A run that ends when nothing gets better needs a figure to tell better by.',
      'Set selectBy, to "loss" for example, or patience to 0.',
    );
  }
  if (selectBy === 'none') return;
  if (validation === 0) {
    throw refuse(
      'selectBy, validation',
      'The best encoder is chosen by paragraphs that are kept out of training, and none are: chosen by what is evaluated, its scores would be too good.',
      'Set validation to 0.1, for example, or selectBy to "none".',
    );
  }
  if (evaluateEvery === 0) {
    throw refuse(
      'selectBy, evaluateEvery',
      'The best encoder is looked for at each evaluation, and there are none during the run.',
      'Set evaluateEvery to 50, for example, or selectBy to "none".',
    );
  }
}

/** Encodes, ranks and scores the paragraphs that are kept out of training. */
export async function* validate(
  stage: Stage,
  { request, split }: ValidationPlan,
  { temperature, post }: Pick<Configuration, 'temperature' | 'post'>,
): AsyncGenerator<ProgressEvent, Validation> {
  const queries = selectTexts(stage.queries, request.queries);
  const passages = selectTexts(stage.passages, request.candidatePassage);
  const vectors = yield* encodeBoth(stage, queries, passages);
  const loss = await patiently(validationLoss(vectors.queries, vectors.passages, request, temperature));
  const { dimensions } = stage.encoder.definition;
  treat(
    post,
    dimensions,
    { values: vectors.passages, language: request.candidateLanguage },
    { values: vectors.queries, language: request.queryLanguage },
  );
  const ranking = progressOf('evaluate', 'Ranking', 'queries');
  const ranked = rankAll(vectors.queries, vectors.passages, dimensions, request);
  const table = yield* counted(ranked, ranking, 0, request.queries.length);
  const rows = Array.from(request.queries, (index) => stage.data.corpus.queries[index]!);
  const scores = scoreRankTable(table, {
    domain: rows.map(({ domain }) => domain),
    group: rows.map(({ group }) => group),
  });
  return {
    paragraphs: split.paragraphs.kept,
    queries: request.queries.length,
    candidates: request.candidatePassage.length,
    loss: Number.isFinite(loss) ? loss : null,
    map: settingsOf(scores, 'map'),
    metrics: Object.fromEntries(
      SETTING_METRICS.filter((metric) => metric !== 'map').map((metric) => [
        metric,
        settingsOf(scores, metric),
      ]),
    ),
    rankDistance: scores.languageBias.rankDistance.mean,
    rankC: meanOrNull(Object.values(scores.consistency.rankC)),
  };
}

/** Plain means over languages or pairs. */
function settingsOf(
  { monolingual, crosslingual, multilingual }: TableScores,
  metric: SettingMetric,
): Validation['map'] {
  const of = (cells: Record<string, CellScores>) =>
    meanOrNull(Object.values(cells).map((cell) => cell[metric]));
  return {
    mono: of(monolingual.perLanguage),
    cross: of(crosslingual.pairs),
    multi: of(multilingual.perLanguage),
  };
}

/** The figure of a validation by which the best encoder is chosen; null where it cannot be measured. */
export function figureOf(validation: Validation, by: Configuration['selectBy']): number | null {
  switch (by) {
    case 'none':
      return null;
    case 'loss':
      return validation.loss;
    case 'rank-distance':
      return validation.rankDistance;
    case 'rankc':
      return validation.rankC ?? null;
    default: {
      const { metric, setting } = settingOf(by)!;
      const values = metric === 'map' ? validation.map : validation.metrics?.[metric];
      return values?.[setting] ?? null;
    }
  }
}
