import { createStore } from 'zustand/vanilla';
import type { Problem } from '../core/errors';
import { isSameData } from '../core/sameData';
import type {
  BackendSummary,
  Configuration,
  DataSummary,
  EncoderSummary,
  FurtherSet,
  NamedData,
  ProgressEvent,
} from '../protocol';

/** What comes with Isoglot, by name. */
export const BUNDLED = { encoder: 'isoglot-nano', data: 'isoglot-qa' } as const;

/** A problem or notice that stays until it is dismissed. */
export interface Notice {
  id: number;
  kind: 'error' | 'warning' | 'info';
  problem: Problem;
}

/** What is loaded, on what it runs, what is going on, what went wrong. */
export interface SessionState {
  backend: BackendSummary | null;
  encoder: EncoderSummary | null;
  data: DataSummary | null;
  /** Further data sets that are open, whether the draft names them or not. */
  further: FurtherSet[];
  /** Tasks in progress by `task`, in order of arrival. */
  tasks: ProgressEvent[];
  notices: Notice[];
  /** What is being opened, for the loading state of the panels. */
  opening: { backend: boolean; encoder: boolean; data: boolean; further: boolean };
  measuring: boolean;
  progress: (events: ProgressEvent[]) => void;
  settle: (task: string) => void;
  notify: (kind: Notice['kind'], problem: Problem) => void;
  dismiss: (id: number) => void;
}

export function createSessionStore() {
  let nextNotice = 1;
  return createStore<SessionState>((set) => ({
    backend: null,
    encoder: null,
    data: null,
    further: [],
    tasks: [],
    notices: [],
    opening: { backend: false, encoder: false, data: false, further: false },
    measuring: false,
    progress: (events) => set(({ tasks }) => ({ tasks: events.reduce(withTask, tasks) })),
    settle: (task) => set(({ tasks }) => ({ tasks: tasks.filter((t) => t.task !== task) })),
    notify: (kind, problem) =>
      set(({ notices }) => ({ notices: [...notices, { id: nextNotice++, kind, problem }].slice(-5) })),
    dismiss: (id) => set(({ notices }) => ({ notices: notices.filter((n) => n.id !== id) })),
  }));
}

function withTask(tasks: ProgressEvent[], event: ProgressEvent): ProgressEvent[] {
  const at = tasks.findIndex((t) => t.task === event.task);
  return at < 0 ? [...tasks, event] : tasks.with(at, event);
}

/** The open further set that a configuration names. */
export function openSet(
  { further }: Pick<SessionState, 'further'>,
  named: NamedData,
): FurtherSet | undefined {
  return further.find((set) => isSameData(set, named));
}

/** Those of a configuration that are open, in its order; undefined where there is none. */
export function summariesOf(
  session: Pick<SessionState, 'further'>,
  { moreData }: Pick<Configuration, 'moreData'>,
): DataSummary[] | undefined {
  const found = moreData.flatMap((named) => openSet(session, named)?.summary ?? []);
  return found.length > 0 ? found : undefined;
}

export type SessionStore = ReturnType<typeof createSessionStore>;
