import type {
  BackendRequest,
  BackendSummary,
  BatchPreview,
  Configuration,
  DataFormat,
  DataSummary,
  KeptSource,
  EncoderSummary,
  Expectations,
  FurtherSet,
  HistoryEvent,
  Inspection,
  NamedData,
  PlannedStudy,
  ProgressEvent,
  Reply,
  Result,
  StepEstimate,
  Study,
  StudyEvent,
} from '../protocol';
import type { Problem } from '../core/errors';

/** What the lab tells the page between answers. */
export type LabEvent =
  | { type: 'progress'; progress: ProgressEvent[] }
  | { type: 'settled'; task: string }
  | { type: 'history'; runId: string; events: HistoryEvent[] }
  | { type: 'notice'; problem: Problem }
  /** `runId`: key of the study where one is paused. */
  | { type: 'paused'; runId: string; step: number }
  | { type: 'study'; event: StudyEvent }
  /** A worker runs, perhaps a new one after a fault. */
  | { type: 'backend'; backend: BackendSummary }
  /** A new worker could not open a further data set again. */
  | { type: 'further-lost'; set: NamedData; problem: Problem }
  /** The worker died or the GPU was lost; `recovering` says what happens now, null if nothing can be done. */
  | { type: 'fault'; problem: Problem; recovering: string | null };

/**
 * The page's side of the worker: commands out, events in, a new worker after a crash. All methods reject with an
 * `IsoglotError`.
 */
export interface Lab {
  /** Starts the worker with a backend (a running worker is replaced; encoder and data are opened again). */
  start(backend: BackendRequest): Promise<BackendSummary>;
  openEncoder(source: KeptSource): Promise<EncoderSummary>;
  openData(source: KeptSource, format: DataFormat): Promise<DataSummary>;
  /**
   * Opens a further data set to train on, beside those that are open.
   * @param taken names under which no other content may be opened
   */
  openFurther(source: KeptSource, format: DataFormat, taken: string[]): Promise<FurtherSet>;
  /** The batches that steps `step` .. `step + count - 1` (0-based) will train on. */
  preview(configuration: Configuration, step: number, count: number): Promise<BatchPreview[]>;
  /** Memory of a training step; null until the encoder was measured on the data. */
  estimate(configuration: Configuration): Promise<StepEstimate | null>;
  /** What the first so many batches should come to, to hold what was drawn against. */
  expect(configuration: Configuration, batches: number): Promise<Expectations>;
  /** Scores the encoder as it is; an `evaluation` event of the pseudo-run `measure` comes before it resolves. */
  measure(configuration: Configuration): Promise<void>;
  /** Resolves when the run is over (finished or stopped); rejects if it failed. `paused`: start before step 1. */
  train(
    runId: string,
    configuration: Configuration,
    options: { resume: boolean; paused: boolean },
  ): Promise<void>;
  /** Checks every run of a study and measures how long those take that are not done; `cancel` ends it. */
  planStudy(study: Study): Promise<PlannedStudy>;
  /**
   * Makes the runs of a study that are not done; resolves when it is over, left or failed in part, rejects if it broke off.
   * @param expected seconds that each run is thought to take
   */
  runStudy(
    study: Study,
    expected: Record<string, number>,
    options: { paused: boolean; keepEncoders: boolean },
  ): Promise<Reply<'run-study'>>;
  /** The encoder that a run has trained, as a ZIP archive of a directory for sentence-transformers. */
  exportEncoder(runId: string, result: Result): Promise<Blob>;
  /** TREC run or qrels of the worker's latest evaluation; rejects if that is not of this run and step. */
  exportTrec(runId: string, step: number, part: 'run' | 'qrels'): Promise<Blob>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** One training step while paused. */
  step(): Promise<void>;
  stop(): Promise<void>;
  /** Ends loading or measuring. */
  cancel(): Promise<void>;
  /** The worst queries of a heatmap cell in the latest evaluation; null before the first. */
  inspect(queryLanguage: string, passageLanguage: string, count: number): Promise<Inspection | null>;
  subscribe(listener: (event: LabEvent) => void): () => void;
}
