import type {
  BackendRequest,
  Configuration,
  DataFormat,
  Expectations,
  Inspection,
  KeptSource,
  NamedData,
} from '../protocol';

/**
 * Everything a person can do, as the features call it. Failures end up as notices in the session store, so no
 * command rejects.
 */
export interface Commands {
  chooseBackend: (backend: BackendRequest) => Promise<void>;
  openEncoder: (source: KeptSource) => Promise<void>;
  openData: (source: KeptSource, format?: DataFormat) => Promise<void>;
  /**
   * Opens a data set to train on beside the others. It is added to the draft, or takes the place of `fills`, which the draft
   * names and which is not open.
   */
  openFurther: (source: KeptSource, fills?: NamedData) => Promise<void>;
  /**
   * Files dropped anywhere: sorted into encoder, data, configuration or result by what they are.
   * @param further a data set among them is trained on beside the others
   */
  openDropped: (files: { path: string; blob: Blob }[], further?: boolean) => Promise<void>;
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
  /** Asks the hub or server what an encoder needs: id with `@revision` if wanted, or an address. Nothing else is loaded. */
  planEncoder: (place: string, revision: string | null) => Promise<void>;
  /** Downloads what was planned last, or what is missing of it, and opens the encoder. */
  downloadEncoder: () => Promise<void>;
  /** Asks the hub or server what there is of a data set: id with `@revision` and `#files` if wanted, or an address. */
  listData: (place: string, revision: string | null) => Promise<void>;
  /** Downloads the files that are picked, or what is missing of them, and opens them. */
  downloadData: () => Promise<void>;
  cancelDownload: (what: 'encoder' | 'data') => Promise<void>;
  /** Deletes a downloaded encoder or data set. */
  deleteKept: (key: string) => Promise<void>;
  /** Deletes a run for good, without undo. */
  eraseRun: (id: string) => Promise<void>;
  /** Reads anew what lies in this browser's storage, and how much room there is. */
  measureStorage: () => Promise<void>;
  /** Asks the browser not to clear the storage when its disk runs full. */
  protectStorage: () => Promise<void>;
  /** What the first so many batches of a configuration should come to; null where it does not fit the data. */
  expect: (configuration: Configuration, batches: number) => Promise<Expectations | null>;
  /** Checks the study that is composed: every run, its memory, and how long all will take. */
  checkStudy: () => Promise<void>;
  /** Makes the runs of the queue that are not done. */
  startStudy: () => Promise<void>;
  pauseStudy: () => Promise<void>;
  resumeStudy: () => Promise<void>;
  /** Leaves the study at the next step, with the run under way kept. */
  stopStudy: () => Promise<void>;
  /** Puts a stored study in sight; null: a new one. */
  showStudy: (key: string | null) => Promise<void>;
  openStudyFile: (file: { path: string; blob: Blob }) => Promise<void>;
  /** Saves the study's file, the same that the command line takes. */
  exportStudy: () => Promise<void>;
  /** The study that comes with Isoglot. */
  openStudyExample: () => Promise<void>;
  /** The report of the runs that are done, as a page of its own; null where there is none. */
  reportStudy: () => Promise<string | null>;
  exportStudyReport: (kind: StudyReportKind) => Promise<void>;
  /** Ends a report that is being written. */
  cancelReport: () => Promise<void>;
  /** Deletes a study with all its runs, until it is brought back. */
  deleteStudy: (key: string) => Promise<void>;
  undoDeleteStudy: () => Promise<void>;
  inspect: (queryLanguage: string, passageLanguage: string) => Promise<Inspection | null>;
}

export type ExportKind =
  | 'result.json'
  | 'history.jsonl'
  | 'configuration.json'
  | 'encoder.zip'
  | 'tables.md'
  | 'tables.tex'
  | 'scores.csv'
  | 'report.html'
  | 'run.trec'
  | 'qrels.trec'
  | 'heatmap.svg'
  | 'heatmap.png'
  | 'heatmap.csv';

export type StudyReportKind = 'report.html' | 'report.md' | 'report.tex' | 'tables.zip';
