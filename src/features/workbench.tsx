import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { Commands } from '../state/commands';
import type { KeptState, KeptStore } from '../state/kept';
import type { RunState, RunStore } from '../state/run';
import type { RunsState, RunsStore } from '../state/runs';
import type { SessionState, SessionStore } from '../state/session';
import type { SetupState, SetupStore } from '../state/setup';
import type { ViewState, ViewStore } from '../state/view';

/** All that the panels read and call. */
export interface Workbench {
  stores: {
    setup: SetupStore;
    session: SessionStore;
    run: RunStore;
    runs: RunsStore;
    kept: KeptStore;
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

export function useView<T>(selector: (state: ViewState) => T): T {
  return useStore(useWorkbench().stores.view, selector);
}

/** Opens the card that explains a metric. */
export function useExplain(): (metric: string) => void {
  const set = useView((view) => view.set);
  return (metric) => set({ metric });
}
