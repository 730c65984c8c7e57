import { createStore } from 'zustand/vanilla';
import type { RunRecord } from '../protocol';

/** Saved runs, newest first; `deleted` waits for undo until the page goes or another is deleted. */
export interface RunsState {
  records: RunRecord[];
  deleted: RunRecord | null;
  loaded: boolean;
}

export function createRunsStore() {
  return createStore<RunsState>(() => ({ records: [], deleted: null, loaded: false }));
}

export type RunsStore = ReturnType<typeof createRunsStore>;
