import type { BackendRequest, DataFormat, Inspection, Source } from '../protocol';

/**
 * Everything a person can do, as the features call it. Failures end up as notices in the session store, so no
 * command rejects.
 */
export interface Commands {
  chooseBackend: (backend: BackendRequest) => Promise<void>;
  openEncoder: (source: Source) => Promise<void>;
  openData: (source: Source, format?: DataFormat) => Promise<void>;
  /** Files dropped anywhere: sorted into encoder, data, configuration or result by what they are. */
  openDropped: (files: { path: string; blob: Blob }[]) => Promise<void>;
  /** Scores the encoder before training. */
  measure: () => Promise<void>;
  /** Starts the draft as a new run, resumes a paused one. */
  play: () => Promise<void>;
  pause: () => Promise<void>;
  /** One step; starts a paused run if there is none. */
  stepOnce: () => Promise<void>;
  stop: () => Promise<void>;
  cancel: () => Promise<void>;
  reopenRun: (id: string) => Promise<void>;
  /** Goes on from the last checkpoint of an interrupted or stopped run. */
  continueRun: (id: string) => Promise<void>;
  renameRun: (id: string, name: string) => Promise<void>;
  deleteRun: (id: string) => Promise<void>;
  undoDelete: () => Promise<void>;
  /** Downloads a file about the run on the page. Heatmap kinds use the present setting and comparison. */
  exportFile: (kind: ExportKind) => Promise<void>;
  inspect: (queryLanguage: string, passageLanguage: string) => Promise<Inspection | null>;
}

export type ExportKind =
  'result.json' | 'history.jsonl' | 'configuration.json' | 'heatmap.svg' | 'heatmap.png' | 'heatmap.csv';
