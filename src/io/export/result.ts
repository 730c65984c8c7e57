import {
  result,
  type BackendSummary,
  type Configuration,
  type EvaluationEvent,
  type Result,
  type Scores,
} from '../../protocol';
import type { DataSummary, EncoderSummary } from '../../protocol';

export interface ReportInput {
  isoglot: { version: string; commit: string };
  configuration: Configuration;
  encoder: EncoderSummary;
  data: DataSummary;
  backend: BackendSummary;
  time: Result['time'];
  /** The last evaluation: its scores, and what was evaluated. */
  evaluation: Pick<EvaluationEvent, 'scores' | 'queries' | 'candidates'>;
  before: Scores | null;
  steps: number;
  warnings: string[];
}

/** `result.json` with all that is needed to get its numbers again; parsed by its own schema before it leaves. */
export function buildResult({ evaluation, data, ...input }: ReportInput): Result {
  const { scores, queries, candidates } = evaluation;
  return result.parse({
    schema: 'isoglot/result@1',
    seed: input.configuration.seed,
    ...input,
    data: { ...data, queries, candidates },
    scores,
    warnings: [...data.warnings, ...input.warnings],
  });
}
