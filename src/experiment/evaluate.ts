import type { Corpus } from '../core/corpus';
import { countBy } from '../core/countBy';
import { scoreGeometry, type Geometry, type GeometryText } from '../core/geometry/scoreGeometry';
import { scoreRankTable } from '../core/metrics/scoreRankTable';
import { IsoglotError } from '../core/errors';
import type { PostTreatment } from '../core/posthoc/kinds';
import { treat } from '../core/posthoc/treat';
import { treatmentWarnings } from '../core/posthoc/warnings';
import { buildRankRequest, type PlannedRanking } from '../core/rankRequest';
import type { RankRequest, RankTable } from '../core/rankTable';
import { sampleQuestions, type QuestionSample } from '../core/sampleQuestions';
import { selectTexts } from '../core/selectTexts';
import { scoreIntervals } from '../core/statistics/scoreIntervals';
import { textCount, type TokenTable } from '../core/tokens';
import { rankAll } from '../engine/rank';
import type {
  Configuration,
  EvaluationSample,
  Intervals,
  ProgressEvent,
  Scores,
  VocabularyUse,
} from '../protocol';
import { encodeBoth } from './encoding';
import type { DataMaterial } from './materials';
import { counted, patiently, progressOf } from './progress';
import type { Stage } from './stage';

/** Which part of a corpus is evaluated. Empty lists: all. */
export type EvaluationScope = Pick<Configuration, 'evaluationLanguages' | 'targetDomains'> & {
  /** Length of the stored head of each ranking, if more than the metrics need. */
  runDepth?: number;
  /** Treatment of the embeddings before they are ranked; undefined: none. */
  post?: PostTreatment;
  /** Ranks some of the queries only, in the whole pool. */
  sample?: QuestionSample;
};

export interface Evaluation {
  table: RankTable;
  scores: Scores;
  intervals: Intervals;
  /** Of a sample of the queries. */
  geometry: Geometry;
  /** Evaluated queries and candidates per language. */
  queries: Record<string, number>;
  candidates: Record<string, number>;
  /** Queries that were ranked, of those that could be; undefined where all were. */
  sample: EvaluationSample | undefined;
  vocabulary: VocabularyUse;
  seconds: number;
  /** Texts encoded a second. */
  textsPerSecond: number;
  warnings: string[];
}

/** Length of the stored head of each ranking: enough for the metrics at 10 and for exported TREC runs. */
const TOP_K = 100;

/** Queries whose geometry is measured: its cost grows with their square. */
const GEOMETRY_SAMPLE = 600;

/** Stored ranks of all heads together: 8 bytes each. */
const MAX_STORED = 100_000_000;

/** Holds of XQuAD-R and of everything that is parallel sentence by sentence: said once, beside the scores. */
export const PEER_IS_BLIND =
  'PEER of the relevant passages says nothing here: no query has two of one grade in one language, so that it is the ' +
  'same whatever the ranking; read that of the irrelevant ones (level0).';

/**
 * One evaluation of the encoder as it is: encode, rank, score. The pool is every passage of the languages and
 * domains in scope; the three settings follow from one pass (method: arXiv 2408.10536, sec. 3.2).
 */
export async function* evaluate(
  stage: Stage,
  scope: EvaluationScope,
  signal?: AbortSignal,
): AsyncGenerator<ProgressEvent, Evaluation> {
  const started = performance.now();
  const { corpus } = stage.data;
  const { plan, queryVectors, table, rows, labels, textsPerSecond } = yield* ranked(stage, scope, signal);
  const { request, warnings, scorable } = plan;
  const geometry = scoreGeometry(geometryTexts(corpus, request, queryVectors));
  const scores = scoreRankTable(table, labels);
  const intervals = await patiently(scoreIntervals(table, labels));
  return {
    table,
    scores,
    intervals,
    geometry,
    queries: countBy(rows, (q) => q.language),
    candidates: countBy(request.candidatePassage, (index) => corpus.passages[index]!.language),
    sample: request.queries.length < scorable ? { queries: request.queries.length, of: scorable } : undefined,
    vocabulary: vocabularyOf(stage),
    seconds: (performance.now() - started) / 1000,
    textsPerSecond,
    warnings: [
      ...warnings,
      ...postWarnings(stage, scope),
      ...(scores.languageBias.peer.degenerate ? [PEER_IS_BLIND] : []),
    ],
  };
}

/** The scores alone: without intervals and geometry it costs less. */
export async function* evaluateScores(
  stage: Stage,
  scope: EvaluationScope,
): AsyncGenerator<ProgressEvent, Scores> {
  const { table, labels } = yield* ranked(stage, scope);
  return scoreRankTable(table, labels);
}

/** Encodes, treats and ranks the texts in scope. */
async function* ranked(stage: Stage, scope: EvaluationScope, signal?: AbortSignal) {
  const started = performance.now();
  const { plan, queries, passages } = prepared(stage, scope);
  const { request } = plan;
  const texts = textCount(queries) + textCount(passages);
  const vectors = yield* encodeBoth(stage, queries, passages, signal);
  const textsPerSecond = texts / ((performance.now() - started) / 1000);

  const { dimensions } = stage.encoder.definition;
  treat(
    scope.post ?? 'none',
    dimensions,
    { values: vectors.passages, language: request.candidateLanguage },
    { values: vectors.queries, language: request.queryLanguage },
  );
  const ranking = progressOf('evaluate', 'Ranking', 'queries');
  const counting = rankAll(vectors.queries, vectors.passages, dimensions, request, signal);
  const table = yield* counted(counting, ranking, 0, request.queries.length);
  const rows = Array.from(request.queries, (index) => stage.data.corpus.queries[index]!);
  const labels = { domain: rows.map((q) => q.domain), group: rows.map((q) => q.group) };
  return { plan, queryVectors: vectors.queries, table, rows, labels, textsPerSecond };
}

/** A sample of the queries with their embeddings: whole questions, as many of each language. */
function geometryTexts(
  corpus: Corpus,
  { queries, languages }: RankRequest,
  vectors: Float32Array,
): GeometryText[] {
  const questions = Math.max(2, Math.floor(GEOMETRY_SAMPLE / languages.length));
  const sample = new Set(sampleQuestions(corpus, [...queries], { questions, seed: 0 }));
  const dimensions = vectors.length / queries.length;
  return [...queries.entries()]
    .filter(([, query]) => sample.has(query))
    .map(([row, query]) => {
      const { language, domain, group } = corpus.queries[query]!;
      return { vector: vectors.subarray(row * dimensions, (row + 1) * dimensions), language, domain, group };
    });
}

interface Prepared {
  plan: PlannedRanking;
  queries: TokenTable;
  passages: TokenTable;
}

/** What the evaluations of a stage are prepared with: those of a run differ in the weights alone. */
const preparations = new WeakMap<Stage, Map<string, Prepared>>();

function prepared(
  stage: Stage,
  { evaluationLanguages, targetDomains, runDepth, sample }: EvaluationScope,
): Prepared {
  const scope = { evaluationLanguages, targetDomains, runDepth, sample };
  const key = JSON.stringify(scope);
  const known = preparations.get(stage) ?? new Map<string, Prepared>();
  preparations.set(stage, known);
  const ready = known.get(key);
  if (ready) return ready;
  const plan = planEvaluation(stage.data, scope);
  const queries = selectTexts(stage.queries, plan.request.queries);
  const passages = selectTexts(stage.passages, plan.request.candidatePassage);
  const made = { plan, queries, passages };
  known.set(key, made);
  return made;
}

/** What can't be treated as asked for, and why. Known before anything is encoded. */
export function postWarnings(stage: Stage, scope: EvaluationScope): string[] {
  const { corpus } = stage.data;
  const { queries, candidatePassage } = prepared(stage, scope).plan.request;
  return treatmentWarnings(
    scope.post ?? 'none',
    stage.encoder.definition.dimensions,
    countBy(candidatePassage, (index) => corpus.passages[index]!.language),
    countBy(queries, (index) => corpus.queries[index]!.language),
  );
}

function vocabularyOf({ material, needed, kept }: Stage): VocabularyUse {
  const { vocabulary: all, hidden: width } = material.files.definition;
  return { all, needed: needed.length, kept: kept?.length ?? all, width };
}

/**
 * What would be ranked.
 * @throws IsoglotError if a language or domain is unknown, nothing remains, or the heads would not fit the memory.
 */
export function planEvaluation({ corpus }: DataMaterial, scope: EvaluationScope): PlannedRanking {
  const { evaluationLanguages: languages, targetDomains: domains, runDepth = TOP_K, sample } = scope;
  const plan = buildRankRequest(corpus, { languages, domains, topK: TOP_K, sample });
  const { queries, candidatePassage } = plan.request;
  const topK = Math.max(TOP_K, Math.min(runDepth, candidatePassage.length));
  if (topK === TOP_K || queries.length * topK <= MAX_STORED)
    return { ...plan, request: { ...plan.request, topK } };
  throw new IsoglotError({
    code: 'bad-configuration',
    what: `The first ${topK} of ${queries.length} rankings are too many to hold.`,
    where: 'run depth',
    remedy: `Take at most ${Math.floor(MAX_STORED / queries.length)}, or fewer languages at a time.`,
  });
}
