import { createStore } from 'zustand/vanilla';
import type { BatchPreview, Configuration, EvaluationEvent, HistoryEvent, StepEvent } from '../protocol';

export type RunStatus = 'idle' | 'running' | 'paused' | 'finished' | 'stopped' | 'interrupted' | 'failed';

/** The run on the page: live, or a saved one that was reopened. */
export interface RunState {
  /** Null: no run, only perhaps a measurement of the untouched encoder. */
  runId: string | null;
  name: string;
  /** The configuration the run was started with; the draft may have moved on. */
  configuration: Configuration | null;
  status: RunStatus;
  steps: StepEvent[];
  /** In order; the first with step 0 is "before". */
  evaluations: EvaluationEvent[];
  /** What it is doing, e.g. "Evaluating, step 40". */
  phase: string;
  /** Updates a second over the last ones; null while unknown. */
  stepsPerSecond: number | null;
  secondsLeft: number | null;
  /** The next batches: of the run while it lives, of the draft otherwise. */
  preview: BatchPreview[];
  begin(run: Pick<RunState, 'runId' | 'name' | 'configuration' | 'status'>): void;
  receive(events: HistoryEvent[]): void;
  setStatus(status: RunStatus): void;
  setPreview(preview: BatchPreview[]): void;
  clear(): void;
}

const RATE_WINDOW = 20;

export function createRunStore() {
  return createStore<RunState>((set) => ({
    ...empty,
    preview: [],
    begin: (run) => set({ ...empty, ...run }),
    receive: (events) => set((state) => events.reduce(withEvent, state)),
    setStatus: (status) => set({ status }),
    setPreview: (preview) => set({ preview }),
    clear: () => set({ ...empty }),
  }));
}

const empty = {
  runId: null,
  name: '',
  configuration: null,
  status: 'idle' as RunStatus,
  steps: [] as StepEvent[],
  evaluations: [] as EvaluationEvent[],
  phase: '',
  stepsPerSecond: null,
  secondsLeft: null,
};

function withEvent(state: RunState, event: HistoryEvent): RunState {
  switch (event.type) {
    case 'phase':
      return { ...state, phase: event.label };
    case 'step':
      return timed({ ...state, steps: [...state.steps.filter((s) => s.step < event.step), event] });
    case 'evaluation':
      return { ...state, evaluations: [...state.evaluations.filter((e) => e.step < event.step), event] };
    case 'done':
      return { ...state, status: event.outcome, phase: '', secondsLeft: null };
    case 'error':
      return { ...state, status: 'failed', phase: '' };
    default:
      return state;
  }
}

function timed(state: RunState): RunState {
  const recent = state.steps.slice(-RATE_WINDOW);
  const seconds = recent.reduce((sum, s) => sum + s.seconds, 0);
  const stepsPerSecond = seconds > 0 ? recent.length / seconds : null;
  const left = (state.configuration?.steps ?? 0) - (recent.at(-1)?.step ?? 0);
  return { ...state, stepsPerSecond, secondsLeft: stepsPerSecond ? left / stepsPerSecond : null };
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
