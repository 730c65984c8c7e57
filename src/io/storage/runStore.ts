/** Saved runs in IndexedDB: a record each, and their history in chunks, so that appending never rewrites it. */
import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import type { Problem } from '../../core/errors';
import { runRecord, storedHistory, type HistoryEvent, type RunRecord } from '../../protocol';
import { storing } from './storageError';

const DATABASE = 'isoglot';
const VERSION = 1;

/** Some consecutive events of one run, keyed by the `seq` of the first. */
interface HistoryChunk {
  runId: string;
  seq: number;
  events: unknown;
}

interface Schema extends DBSchema {
  runs: { key: string; value: unknown };
  history: { key: [string, number]; value: HistoryChunk };
}

export interface RunStore {
  /** Saves a record, in place of one with the same id. */
  put(record: RunRecord): Promise<void>;
  /** Null when there is no such run, or when its record cannot be read. */
  get(id: string): Promise<RunRecord | null>;
  /** All readable records, and one problem for each that is not. */
  list(): Promise<{ records: RunRecord[]; unreadable: Problem[] }>;
  /** Removes record and history. */
  delete(id: string): Promise<void>;
  /** Adds events, whose `seq` go on from those stored. */
  appendHistory(id: string, events: readonly HistoryEvent[]): Promise<void>;
  /** The events in order. What cannot be read is left out. */
  history(id: string): Promise<HistoryEvent[]>;
  /** Removes the events from `seq` on. */
  truncateHistory(id: string, seq: number): Promise<void>;
  close(): void;
}

/**
 * Opens the store. All its methods reject with an IsoglotError: `storage-full`, or `storage` when the browser
 * refuses.
 * @throws IsoglotError `storage` when the browser offers no database, as in some private windows.
 */
export async function openRunStore(): Promise<RunStore> {
  const database = await storing('saved runs cannot be opened', () =>
    openDB<Schema>(DATABASE, VERSION, {
      upgrade: (fresh) => {
        fresh.createObjectStore('runs');
        fresh.createObjectStore('history', { keyPath: ['runId', 'seq'] });
      },
      // A newer version in another tab must be able to upgrade.
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase | null)?.close(),
    }),
  );
  return {
    put: (record) =>
      storing('the run could not be saved', async () => {
        await database.put('runs', record, record.id);
      }),
    get: (id) =>
      storing('the run could not be read', async () => {
        const parsed = runRecord.safeParse(await database.get('runs', id));
        return parsed.success ? parsed.data : null;
      }),
    list: () => storing('the saved runs could not be read', () => listRuns(database)),
    delete: (id) =>
      storing('the run could not be deleted', async () => {
        const transaction = database.transaction(['runs', 'history'], 'readwrite');
        await transaction.objectStore('runs').delete(id);
        await transaction.objectStore('history').delete(chunksOf(id));
        await transaction.done;
      }),
    appendHistory: (id, events) =>
      storing('the history could not be saved', async () => {
        const [first] = events;
        if (first) await database.put('history', { runId: id, seq: first.seq, events: [...events] });
      }),
    history: (id) =>
      storing('the history could not be read', async () => {
        const chunks = await database.getAll('history', chunksOf(id));
        return chunks.flatMap(readChunk).sort((a, b) => a.seq - b.seq);
      }),
    truncateHistory: (id, seq) => storing('the history could not be cut', () => truncate(database, id, seq)),
    close: () => database.close(),
  };
}

async function listRuns(database: IDBPDatabase<Schema>) {
  const transaction = database.transaction('runs');
  const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
  const records: RunRecord[] = [];
  const unreadable: Problem[] = [];
  for (const [i, value] of values.entries()) {
    const parsed = runRecord.safeParse(value);
    if (parsed.success) records.push(parsed.data);
    else {
      unreadable.push({
        code: 'storage',
        what: 'a saved run cannot be read; it may be of another version of Isoglot.',
        where: `${keys[i]}: ${parsed.error.issues[0]?.path.join('.') ?? ''}`,
        remedy: 'The other runs are not affected.',
      });
    }
  }
  return { records, unreadable };
}

/** A chunk whose events are not all readable gives those that are. */
function readChunk({ events }: HistoryChunk): HistoryEvent[] {
  const whole = storedHistory.safeParse(events);
  if (whole.success) return whole.data;
  const list = Array.isArray(events) ? (events as unknown[]) : [];
  return list.flatMap((event) => {
    const parsed = storedHistory.element.safeParse(event);
    return parsed.success ? [parsed.data] : [];
  });
}

async function truncate(database: IDBPDatabase<Schema>, id: string, seq: number): Promise<void> {
  const transaction = database.transaction('history', 'readwrite');
  for await (const cursor of transaction.store.iterate(chunksOf(id))) {
    if (cursor.value.seq >= seq) {
      await cursor.delete();
      continue;
    }
    const kept = readChunk(cursor.value).filter((event) => event.seq < seq);
    await cursor.update({ ...cursor.value, events: kept });
  }
  await transaction.done;
}

/** Every chunk of a run: `[id, seq]` for all numbers. */
function chunksOf(id: string): IDBKeyRange {
  return IDBKeyRange.bound([id, -Infinity], [id, Infinity]);
}
