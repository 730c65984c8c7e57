import { createStore } from 'zustand/vanilla';
import type {
  BackendSummary,
  BatchPreview,
  Configuration,
  DataSummary,
  EncoderSummary,
  EvaluationEvent,
  HistoryEvent,
  StepEvent,
  StepEstimate,
} from '../protocol';

/** What a run ran on: stands in every export. */
export interface Provenance {
  encoder: EncoderSummary;
  data: DataSummary;
  /** Further data sets that are trained on; missing where there are none. */
  moreData?: DataSummary[];
  backend: BackendSummary;
  isoglot: { version: string; commit: string };
  /** ISO 8601. */
  started: string;
}

export type RunStatus = 'idle' | 'running' | 'paused' | 'finished' | 'stopped' | 'interrupted' | 'failed';

/** Whether a run of this status goes on: it moves, or waits to be moved. */
export function isLive(status: RunStatus): boolean {
  return status === 'running' || status === 'paused';
}

/** Whether a run has come to its end, scored and kept: what it trained can be taken away. */
export function isOver(status: RunStatus): boolean {
  return status === 'finished' || status === 'stopped';
}

/**
 * Whether the previewed batches are the ones to come (`current`), wait to be replaced by those (`outdated`), or are the
 * last ones of a run that has drawn all of its own (`spent`).
 */
export type PreviewState = 'current' | 'outdated' | 'spent';

export type Asked = 'pause' | 'step' | 'stop';

/** The run on the page: live, or a saved one that was reopened. */
export interface RunState {
  /** Null: no run, only perhaps a measurement of the untouched encoder. */
  runId: string | null;
  name: string;
  /** The configuration the run was started with; the draft may have moved on. */
  configuration: Configuration | null;
  provenance: Provenance | null;
  status: RunStatus;
  /** Every event so far, as in `history.jsonl`. */
  history: HistoryEvent[];
  steps: StepEvent[];
  /** In order; the first with step 0 is "before". */
  evaluations: EvaluationEvent[];
  /** What it is doing, e.g. "Evaluating, step 40". */
  phase: string;
  /** What was asked of the run and is not done yet: it takes effect between two steps. */
  asked: Asked | null;
  /** Updates a second over the last ones; null while unknown. */
  stepsPerSecond: number | null;
  /** Until the end, evaluations included. */
  secondsLeft: number | null;
  /** The next batches: of the run while it lives, of the draft otherwise. */
  preview: BatchPreview[];
  previewState: PreviewState;
  /** Why there are none, in plain words; empty while nothing is wrong. */
  previewProblem: string;
  /** Memory of a training step of the same; null while unknown. */
  memory: StepEstimate | null;
  begin: (run: Pick<RunState, 'runId' | 'name' | 'configuration' | 'provenance' | 'status'>) => void;
  receive: (events: HistoryEvent[]) => void;
  setStatus: (status: RunStatus) => void;
  ask: (asked: Asked) => void;
  setPreview: (preview: BatchPreview[], problem?: string) => void;
  /** Former batches stay on the page until there are others. */
  agePreview: (previewState: Exclude<PreviewState, 'current'>) => void;
  setMemory: (memory: StepEstimate | null) => void;
  clear: () => void;
}

const RATE_WINDOW = 20;

export function createRunStore() {
  return createStore<RunState>((set) => ({
    ...empty,
    preview: [],
    previewState: 'current',
    previewProblem: '',
    memory: null,
    begin: (run) => set((state) => ({ ...empty, ...run, evaluations: standIns(state, run) })),
    receive: (events) => set((state) => events.reduce(withEvent, state)),
    setStatus: (status) => set({ status, asked: null }),
    ask: (asked) => set({ asked }),
    setPreview: (preview, problem = '') => set({ preview, previewProblem: problem, previewState: 'current' }),
    agePreview: (previewState) => set({ previewState }),
    setMemory: (memory) => set({ memory }),
    clear: () => set({ ...empty }),
  }));
}

const empty = {
  runId: null,
  name: '',
  configuration: null,
  provenance: null,
  history: [] as HistoryEvent[],
  status: 'idle' as RunStatus,
  steps: [] as StepEvent[],
  evaluations: [] as EvaluationEvent[],
  phase: '',
  asked: null,
  stepsPerSecond: null,
  secondsLeft: null,
};

/** Before every event of a run. */
const STAND_IN_SEQ = -1;

/** Whether scores are those of a measurement made just before the run, shown until its own come. */
export function isStandIn({ seq }: Pick<EvaluationEvent, 'seq'>): boolean {
  return seq === STAND_IN_SEQ;
}

/** A run that begins scores the untouched encoder again: until then a measurement of the very same may stand there. */
function standIns(
  { runId, evaluations, configuration, provenance }: RunState,
  next: Pick<RunState, 'runId' | 'configuration' | 'provenance' | 'status'>,
): EvaluationEvent[] {
  const starts = runId === null && next.runId !== null && isLive(next.status);
  const scored = (one: Configuration | null, on: Provenance | null) =>
    JSON.stringify([
      one?.evaluationLanguages,
      one?.targetDomains,
      one?.maxLength,
      one?.queryPrompt,
      one?.passagePrompt,
      one?.passageText,
      one?.post,
      one?.encoder,
      one?.data,
      on?.encoder.sha256,
      on?.data.sha256,
    ]);
  if (!starts || scored(configuration, provenance) !== scored(next.configuration, next.provenance)) return [];
  return evaluations.map((evaluation) => ({ ...evaluation, seq: STAND_IN_SEQ }));
}

/** A run that goes on from a checkpoint counts on from there: what it had after it is replaced. */
function upTo<T extends { seq: number }>(events: T[], seq: number): T[] {
  return (events.at(-1)?.seq ?? -1) < seq ? events : events.filter((event) => event.seq < seq);
}

function withEvent(state: RunState, event: HistoryEvent): RunState {
  const next = {
    ...state,
    history: [...upTo(state.history, event.seq), event],
    steps: upTo(state.steps, event.seq),
    evaluations: upTo(state.evaluations, event.seq),
  };
  switch (event.type) {
    case 'phase':
      return timed({ ...next, phase: event.label });
    case 'step':
      return timed({ ...next, steps: [...next.steps, event] });
    case 'evaluation':
      return timed({ ...next, evaluations: [...next.evaluations.filter((e) => !isStandIn(e)), event] });
    case 'done':
      return { ...next, status: event.outcome, phase: '', asked: null, secondsLeft: null };
    case 'error':
      return { ...next, status: 'failed', phase: '', asked: null };
    default:
      return next;
  }
}

function timed(state: RunState): RunState {
  const recent = state.steps.slice(-RATE_WINDOW);
  const seconds = recent.reduce((sum, s) => sum + s.seconds, 0);
  const stepsPerSecond = seconds > 0 ? recent.length / seconds : null;
  return { ...state, stepsPerSecond, secondsLeft: stepsPerSecond && timeLeft(state, stepsPerSecond) };
}

/** Steps to go at the present rate, and evaluations to go at the cost of the last one. */
function timeLeft({ configuration, steps, evaluations }: RunState, stepsPerSecond: number): number {
  const end = configuration?.steps ?? 0;
  const every = configuration?.evaluateEvery ?? 0;
  const last = evaluations.at(-1);
  const between = every > 0 ? Math.floor((end - 1) / every) - Math.floor((last?.step ?? 0) / every) : 0;
  const evaluating = last && last.step < end ? (between + 1) * last.seconds : 0;
  return (end - (steps.at(-1)?.step ?? 0)) / stepsPerSecond + evaluating;
}

/** Steps that the run on the page will have; null while there is only a measurement. */
export function plannedSteps({ runId, configuration }: Pick<RunState, 'runId' | 'configuration'>) {
  return runId === null ? null : (configuration?.steps ?? null);
}

/** How the run on the page came to its end; undefined while it has not. */
export function endOf({ history }: Pick<RunState, 'history'>) {
  const last = history.at(-1);
  return last?.type === 'done' ? last : undefined;
}

/** Scores of the untouched encoder, if measured. */
export function before(state: Pick<RunState, 'evaluations'>): EvaluationEvent | null {
  return state.evaluations.find((e) => e.step === 0) ?? null;
}

/** The newest scores. */
export function now(state: Pick<RunState, 'evaluations'>): EvaluationEvent | null {
  return state.evaluations.at(-1) ?? null;
}

export type RunStore = ReturnType<typeof createRunStore>;
