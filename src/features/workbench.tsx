import { createContext, useContext, useMemo, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { EvaluationEvent } from '../protocol';
import type { Commands } from '../state/commands';
import type { KeptState, KeptStore } from '../state/kept';
import { before as firstOf, now as lastOf, type RunState, type RunStore } from '../state/run';
import type { RunsState, RunsStore } from '../state/runs';
import type { SessionState, SessionStore } from '../state/session';
import type { SetupState, SetupStore } from '../state/setup';
import type { StudyState, StudyStore } from '../state/study';
import type { ViewState, ViewStore } from '../state/view';

/** All that the panels read and call. */
export interface Workbench {
  stores: {
    setup: SetupStore;
    session: SessionStore;
    run: RunStore;
    runs: RunsStore;
    kept: KeptStore;
    study: StudyStore;
    view: ViewStore;
  };
  commands: Commands;
}

const WorkbenchContext = createContext<Workbench | null>(null);

export function WorkbenchProvider({ value, children }: { value: Workbench; children: ReactNode }) {
  return <WorkbenchContext value={value}>{children}</WorkbenchContext>;
}

/** The stores and commands of the page. Throws outside a `WorkbenchProvider`: a fault of ours. */
export function useWorkbench(): Workbench {
  const workbench = useContext(WorkbenchContext);
  if (!workbench) throw new Error('useWorkbench needs a WorkbenchProvider around the page.');
  return workbench;
}

export function useCommands(): Commands {
  return useWorkbench().commands;
}

export function useSetup<T>(selector: (state: SetupState) => T): T {
  return useStore(useWorkbench().stores.setup, selector);
}

export function useSession<T>(selector: (state: SessionState) => T): T {
  return useStore(useWorkbench().stores.session, selector);
}

export function useRun<T>(selector: (state: RunState) => T): T {
  return useStore(useWorkbench().stores.run, selector);
}

export function useRuns<T>(selector: (state: RunsState) => T): T {
  return useStore(useWorkbench().stores.runs, selector);
}

export function useKept<T>(selector: (state: KeptState) => T): T {
  return useStore(useWorkbench().stores.kept, selector);
}

export function useStudy<T>(selector: (state: StudyState) => T): T {
  return useStore(useWorkbench().stores.study, selector);
}

export function useView<T>(selector: (state: ViewState) => T): T {
  return useStore(useWorkbench().stores.view, selector);
}

/** Opens the card that explains a metric. */
export function useExplain(): (metric: string) => void {
  const set = useView((view) => view.set);
  return (metric) => set({ metric });
}

/** The first and the newest scores of the run on the page. */
export interface Measured {
  /** The untouched encoder. */
  before: EvaluationEvent | null;
  now: EvaluationEvent | null;
  /** Two measurements: there is a change to speak of. */
  changed: boolean;
  /** Training has moved on since `now`. */
  stale: boolean;
}

export function useMeasured(): Measured {
  const evaluations = useRun((run) => run.evaluations);
  const step = useRun((run) => run.steps.at(-1)?.step ?? 0);
  return useMemo(() => {
    const [before, now] = [firstOf({ evaluations }), lastOf({ evaluations })];
    const changed = before !== null && before !== now;
    return { before, now, changed, stale: now !== null && step > now.step };
  }, [evaluations, step]);
}
