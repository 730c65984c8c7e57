/** Studies in IndexedDB. Their runs lie with all other runs, under ids that begin with the study's key. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { slugged } from '../../core/study/grid';
import { storedStudy, type RunRecord, type StoredStudy } from '../../protocol';
import { storing } from './storageError';

const DATABASE = 'isoglot-studies';
const VERSION = 1;

interface Schema extends DBSchema {
  studies: { key: string; value: unknown };
}

export interface StudyStore {
  /** Saves a study, in place of one with the same key. */
  put(study: StoredStudy): Promise<void>;
  /** Null when there is no such study, or when it cannot be read. */
  get(key: string): Promise<StoredStudy | null>;
  /** All readable studies, the one that was gone on with last first. */
  list(): Promise<StoredStudy[]>;
  /** Removes the study, not its runs. */
  delete(key: string): Promise<void>;
}

/**
 * Opens the store. All its methods reject with an IsoglotError: `storage-full`, or `storage` when the browser refuses.
 * @throws IsoglotError `storage` when the browser offers no database, as in some private windows.
 */
export async function openStudyStore(): Promise<StudyStore> {
  const database = await storing('saved studies cannot be opened', () =>
    openDB<Schema>(DATABASE, VERSION, {
      upgrade: (fresh) => void fresh.createObjectStore('studies'),
      // A newer version in another tab must be able to upgrade.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase | null)?.close(),
    }),
  );
  return {
    put: (study) =>
      storing('the study could not be saved', async () => {
        await database.put('studies', study, study.key);
      }),
    get: (key) =>
      storing('the study could not be read', async () => {
        return storedStudy.safeParse(await database.get('studies', key)).data ?? null;
      }),
    list: () => storing('the saved studies could not be read', () => listStudies(database)),
    delete: (key) => storing('the study could not be deleted', () => database.delete('studies', key)),
  };
}

async function listStudies(database: IDBPDatabase<Schema>): Promise<StoredStudy[]> {
  const values = await database.getAll('studies');
  return values
    .flatMap((value) => storedStudy.safeParse(value).data ?? [])
    .sort((a, b) => (a.updated < b.updated ? 1 : -1));
}

/** Key of a study of this name. */
export function studyKey(name: string): string {
  return slugged(name);
}

/** Id under which a study's run is kept among all runs. */
export function studyRunId(key: string, id: string): string {
  return `${key}/${id}`;
}

/** Name of the Web Lock that the worker holds while a study goes on: two tabs must not make the same runs. */
export function studyLock(key: string): string {
  return `isoglot-study-${key}`;
}

/** Whether a study's run needs nothing more: it made its steps, and where it holds domains out they were compared. */
export function isRunDone({ status, configuration, transfer }: RunRecord): boolean {
  return status === 'finished' && (configuration.targetDomains.length === 0 || transfer !== undefined);
}
