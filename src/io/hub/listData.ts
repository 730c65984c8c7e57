/** What there is of a data set on a hub or server, found out before anything of it is downloaded. */
import type { IsoglotError } from '../../core/errors';
import { MAX_FILES, plannedFile, type DataListing, type PlannedFile } from '../../protocol/keptDownloads';
import { parseBy } from '../json';
import { statAddress } from './addressFolder';
import { chosenFiles, DATA_NAME, isDataFile, picked } from './dataFiles';
import type { DataPlace } from './dataPlace';
import { listHub } from './hubFolder';
import { PICK, refused } from './planData';
import type { Reach } from './reach';

/**
 * Asks a hub or server about a data set.
 * @param hub Address of the hub for ids.
 * @throws IsoglotError `bad-file` when it is not there or holds nothing that can be read; `network` when nobody answers.
 */
export async function listData(place: DataPlace, hub: string, how: Reach = {}): Promise<DataListing> {
  if (place.kind === 'file') return listFile(place.url, how);
  const { id, revision, only } = place;
  const { files, origin, licence } = await listHub(hub, id, revision, how, 'datasets');
  const readable = [...files.values()].filter(
    (file) => isDataFile(file.path) && plannedFile.safeParse(file).success,
  );
  const paths = readable.map(({ path }) => path);
  const wanted = only === null ? paths : picked(paths, only);
  if (wanted.length === 0) throw nothing(id, only, files.size);
  if (wanted.length > MAX_FILES)
    throw refused(id, `${wanted.length} of its files can be read, more than ${MAX_FILES}.`, PICK);
  return {
    name: id.slice(id.lastIndexOf('/') + 1),
    origin: only === null ? origin : { ...origin, only },
    licence,
    files: readable.filter(({ path }) => wanted.includes(path)),
    chosen: only === null ? chosenFiles(wanted) : wanted,
    others: files.size - readable.length,
  };
}

async function listFile(url: string, how: Reach): Promise<DataListing> {
  const address = new URL(url);
  // Where files are asked for by a question: `download?file=set.zip`.
  const names = [address.pathname.split('/').at(-1) ?? '', ...address.searchParams.values()];
  const name = names.map(lastPart).find((one) => DATA_NAME.test(one));
  if (name === undefined) {
    throw refused(
      url,
      'the address does not end in the name of a data file.',
      'Give the address of a .zip, .json, .jsonl, .tsv or .parquet file, packed with gzip or not.',
    );
  }
  const file = await statAddress(address, { place: url, holds: 'data' }, name, how);
  if (!file)
    throw refused(url, 'there is no file at this address, or it may not be read.', 'Check the address.');
  return {
    name,
    origin: { kind: 'file', url },
    licence: null,
    files: [checkedFile(file, url)],
    chosen: [name],
    others: 0,
  };
}

/** As the name of a file here: what other characters there are gives way. */
function lastPart(path: string): string {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/%[\da-f]{2}/gi, '_');
  return name.replace(/[^\w.@+-]/g, '_').slice(-150);
}

function checkedFile(file: PlannedFile, url: string): PlannedFile {
  return parseBy(plannedFile, file, url, 'Download it by other means, and open it here.');
}

function nothing(id: string, only: string | null, count: number): IsoglotError {
  const what =
    only === null
      ? `none of its ${count} files is of a kind that can be read.`
      : `none of its files that can be read is named by "${only.slice(0, 100)}".`;
  return refused(
    id,
    what,
    only === null
      ? 'Choose a data set of JSON, JSON lines, TSV, Parquet or ZIP files.'
      : 'Leave away what stands behind #, and see which files there are.',
  );
}
