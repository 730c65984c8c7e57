import { result, type BackendSummary, type Configuration, type Result, type Scores } from '../../protocol';
import type { DataSummary, EncoderSummary } from '../../protocol';

export interface ReportInput {
  isoglot: { version: string; commit: string };
  configuration: Configuration;
  encoder: EncoderSummary;
  data: DataSummary;
  backend: BackendSummary;
  time: Result['time'];
  scores: Scores;
  before: Scores | null;
  steps: number;
  warnings: string[];
}

/** `result.json` with all that is needed to get its numbers again; parsed by its own schema before it leaves. */
export function buildResult(input: ReportInput): Result {
  const { configuration, data } = input;
  return result.parse({
    schema: 'isoglot/result@1',
    seed: configuration.seed,
    ...input,
    warnings: [...data.warnings, ...input.warnings],
  });
}
