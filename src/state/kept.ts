import { createStore } from 'zustand/vanilla';
import type { Problem } from '../core/errors';
import type { DataListing, KeptDownload, NamedData, PlannedEncoder } from '../protocol';

/** Looking an encoder up and downloading it; it goes on while its dialog is closed. */
export interface Lookup {
  phase: 'idle' | 'planning' | 'planned' | 'downloading';
  /** As typed. */
  place: string;
  revision: string;
  planned: PlannedEncoder | null;
  problem: Problem | null;
}

/** Looking a data set up, picking of its files and downloading them. */
export interface DataLookup {
  phase: Lookup['phase'];
  /** As typed. */
  place: string;
  revision: string;
  listing: DataListing | null;
  /** Paths of the files that are wanted. */
  picked: readonly string[];
  /** What they are for: the data on the bench, or a further set to train on, that the draft names already in `fills`. */
  purpose: { further: boolean; fills?: NamedData };
  /** Key of the download that is going on. */
  downloading: string | null;
  problem: Problem | null;
}

/** Room for this page in the browser. */
export interface StorageMeasure {
  /** Bytes in use and allowed; null where the browser does not tell. */
  usage: number | null;
  quota: number | null;
  /** The browser will not clear it by itself. */
  protected: boolean;
  /** Bytes of the records and histories of all runs; null where the browser does not tell. */
  database: number | null;
  /** Bytes of the checkpoint of each run that has one, by the run's id. */
  checkpoints: Record<string, number>;
}

/** What lies in this browser's storage beside the records of the runs. */
export interface KeptState {
  /** Downloaded encoders, whole and in part; null until they are read. */
  encoders: KeptDownload[] | null;
  /** As `encoders`. */
  data: KeptDownload[] | null;
  measure: StorageMeasure | null;
  lookup: Lookup;
  dataLookup: DataLookup;
  /** Host of the hub that ids are looked up on. */
  hub: string;
  look: (patch: Partial<Lookup>) => void;
  lookData: (patch: Partial<DataLookup>) => void;
}

export function createKeptStore(hub: string) {
  return createStore<KeptState>((set) => ({
    encoders: null,
    data: null,
    measure: null,
    lookup: { phase: 'idle', place: '', revision: '', planned: null, problem: null },
    dataLookup: {
      phase: 'idle',
      place: '',
      revision: '',
      listing: null,
      picked: [],
      purpose: { further: false },
      downloading: null,
      problem: null,
    },
    hub: new URL(hub).host,
    look: (patch) => set(({ lookup }) => ({ lookup: { ...lookup, ...patch } })),
    lookData: (patch) => set(({ dataLookup }) => ({ dataLookup: { ...dataLookup, ...patch } })),
  }));
}

export type KeptStore = ReturnType<typeof createKeptStore>;
