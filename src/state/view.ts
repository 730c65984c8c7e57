import { createStore } from 'zustand/vanilla';

export type Setting = 'crosslingual' | 'monolingual' | 'multilingual';
export type Comparison = 'now' | 'before' | 'change';
/** Panels that share the column beside the heatmap. */
export type Side = 'bias' | 'consistency' | 'domains';
export type Theme = 'system' | 'light' | 'dark';

/** What is looked at, and how. */
export interface ViewState {
  setting: Setting;
  comparison: Comparison;
  theme: Theme;
  side: Side;
  /** Domain whose scores the heatmap shows; null: all. */
  domain: string | null;
  /** Heatmap cell in focus: [query language, passage language]. */
  cell: [string, string] | null;
  /** Metric whose card is open, e.g. `map`. */
  metric: string | null;
  dialog:
    'study' | 'runs' | 'shortcuts' | 'hub' | 'hub-data' | 'storage' | 'encoder' | 'data' | 'backend' | null;
  set: (patch: Partial<Omit<ViewState, 'set'>>) => void;
}

export function createViewStore(initial: Partial<ViewState> = {}) {
  return createStore<ViewState>((set) => ({
    setting: 'crosslingual',
    comparison: 'now',
    theme: 'system',
    side: 'bias',
    domain: null,
    cell: null,
    metric: null,
    dialog: null,
    ...initial,
    set: (patch) => set(patch),
  }));
}

export type ViewStore = ReturnType<typeof createViewStore>;
