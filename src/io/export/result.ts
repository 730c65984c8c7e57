import {
  result,
  type BackendSummary,
  type Configuration,
  type EvaluationEvent,
  type HistoryEvent,
  type Result,
  type Scores,
} from '../../protocol';
import type { DataSummary, EncoderSummary } from '../../protocol';

export interface ReportInput {
  isoglot: { version: string; commit: string };
  configuration: Configuration;
  encoder: EncoderSummary;
  data: DataSummary;
  moreData?: DataSummary[];
  backend: BackendSummary;
  time: Result['time'];
  /** The last evaluation: its scores, and what was evaluated. */
  evaluation: Pick<
    EvaluationEvent,
    | 'scores'
    | 'intervals'
    | 'geometry'
    | 'change'
    | 'queries'
    | 'candidates'
    | 'sample'
    | 'vocabulary'
    | 'exposure'
    | 'validation'
  >;
  selection?: Result['selection'];
  before: Scores | null;
  steps: number;
  warnings: string[];
  perQuery?: Result['perQuery'];
}

/** `result.json` with all that is needed to get its numbers again; parsed by its own schema before it leaves. */
export function buildResult({ evaluation, data, ...input }: ReportInput): Result {
  const {
    scores,
    intervals,
    geometry,
    change,
    queries,
    candidates,
    sample,
    vocabulary = null,
    exposure,
    validation,
  } = evaluation;
  return result.parse({
    schema: 'isoglot/result@1',
    seed: input.configuration.seed,
    ...input,
    data: { ...data, queries, candidates },
    vocabulary,
    sample,
    scores,
    intervals,
    geometry,
    change,
    exposure,
    validation,
    warnings: [...input.encoder.warnings, ...data.warnings, ...input.warnings],
  });
}

/** What a run ran on, and when it began (ISO 8601). */
export type RunFacts = Pick<
  ReportInput,
  'isoglot' | 'configuration' | 'encoder' | 'data' | 'moreData' | 'backend' | 'perQuery'
> & {
  started: string;
};

/**
 * `result.json` of a run from its history; of one that is not over, as far as it went.
 * @param history with one evaluation at least
 */
export function resultOfRun({ started, ...facts }: RunFacts, history: readonly HistoryEvent[]): Result {
  const evaluations = history.filter((event) => event.type === 'evaluation');
  const steps = history.filter((event) => event.type === 'step');
  const done = history.find((event) => event.type === 'done');
  const evaluation = evaluations.at(-1)!;
  const secondsOf = (events: readonly { seconds: number }[]) =>
    events.reduce((sum, { seconds }) => sum + seconds, 0);
  const trained = secondsOf(steps);
  return buildResult({
    ...facts,
    time: {
      started,
      seconds: done?.seconds ?? trained + secondsOf(evaluations),
      textsPerSecond: null,
      stepsPerSecond: trained > 0 ? steps.length / trained : null,
    },
    evaluation,
    before: evaluations.find(({ step }) => step === 0)?.scores ?? null,
    steps: evaluation.step,
    selection: evaluation.best && {
      ...evaluation.best,
      made: steps.length,
      early: done?.early ?? false,
    },
    warnings: history.filter((event) => event.type === 'warning').map(({ message }) => message),
  });
}
