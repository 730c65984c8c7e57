/** Data sets of JSON files that are read whole: Isoglot-QA, XQuAD-R, MLQA-R and plain SQuAD. */
import type { Corpus } from '../../core/corpus';
import { IsoglotError } from '../../core/errors';
import { decodeText, fileName, fileStem, topFolder, type InputFile } from '../files';
import { parseJson } from '../json';
import { unpackedBytes } from '../lines';
import { sha256OfParts } from '../sha256';
import { createCorpusBuilder, type CorpusBuilder } from './corpusBuilder';
import { addIsoglotQa, looksLikeIsoglotQa } from './isoglotQa';
import { checkDistinct, languageOfFile } from './languages';
import { splitOf } from './splits';
import { createSquadReader } from './squad';
import { addXquadR, looksLikeDomains, looksLikeSquad, readDomains } from './xquadR';

export type JsonFormat = 'auto' | 'isoglot-qa' | 'xquad-r' | 'mlqa-r' | 'squad';

/** All files together: JSON is held as text and as objects at once. */
const MAX_TOTAL_BYTES = 512 * 2 ** 20;
/** Packed with gzip or not. */
export const JSON_NAME = /\.json(\.gz)?$/i;

type Layout = 'isoglot-qa' | 'xquad-r' | 'squad';

/** What a file holds, by its content. `domains` and `listing` stand beside the data. */
type Kind = Layout | 'domains' | 'listing' | 'unknown';

interface JsonFile {
  path: string;
  bytes: Uint8Array;
  value: Record<string, unknown>;
  kind: Kind;
}

/**
 * Reads JSON files; others are left aside.
 * @param format `auto` tells the format from the content, never from the names.
 * @param onProgress Called with the number of files read and their total.
 * @throws IsoglotError `bad-file`, `bad-format` or `empty-data` naming file and place; `cancelled` by `signal`.
 */
export async function readJsonCorpus(
  files: readonly InputFile[],
  format: JsonFormat,
  signal?: AbortSignal,
  onProgress?: (done: number, total: number) => void,
): Promise<Corpus> {
  const chosen = chooseFiles(files);
  const read: JsonFile[] = [];
  let left = MAX_TOTAL_BYTES;
  for (const file of chosen) {
    const json = await readJson(file, left, signal);
    left -= json.bytes.length;
    read.push(json);
    onProgress?.(read.length, chosen.length);
    // Parsing a few megabytes blocks: let a cancel be heard between two files.
    await new Promise((resolve) => setTimeout(resolve, 0));
    if (signal?.aborted) {
      throw new IsoglotError({ code: 'cancelled', what: 'reading the data was cancelled.' });
    }
  }
  const layout = agreedLayout(read, format);
  const data = read.filter(({ kind }) => kind === layout);
  const [domainFile, otherDomains] =
    layout === 'isoglot-qa' ? [] : read.filter(({ kind }) => kind === 'domains');
  if (otherDomains)
    throw wrong(
      otherDomains.path,
      `${domainFile!.path} also says which domain is whose.`,
      'Give one of them.',
    );
  const builder = createCorpusBuilder();
  if (layout === 'isoglot-qa') for (const { value, path } of data) addIsoglotQa(value, path, builder);
  else addLanguages(layout, data, domainFile, builder);
  const used = domainFile ? [...data, domainFile] : data;
  return builder.build({
    name: topFolder(files) ?? (data.length === 1 ? fileStem(data[0]!.path) : layout),
    format: layout === 'xquad-r' ? laReqaFormat(data, format) : layout,
    sha256: await sha256OfParts(new Map(used.map(({ path, bytes }) => [fileName(path), bytes]))),
  });
}

function chooseFiles(files: readonly InputFile[]): InputFile[] {
  const chosen = files.filter(({ path }) => JSON_NAME.test(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
  if (chosen.length === 0) {
    throw new IsoglotError({
      code: 'bad-format',
      what:
        files.length === 0 ? 'no file was given.' : `none of the ${files.length} files is one of a data set.`,
      where: topFolder(files) ?? files[0]?.path,
      remedy: 'Give .json files such as those of XQuAD-R or Isoglot-QA, or a folder of BEIR or MIRACL.',
    });
  }
  const total = chosen.reduce((sum, { size }) => sum + size, 0);
  if (total > MAX_TOTAL_BYTES) {
    throw new IsoglotError({
      code: 'bad-file',
      what: `the files have ${total.toLocaleString('en')} bytes, more than the ${MAX_TOTAL_BYTES.toLocaleString('en')} that can be read.`,
      where: topFolder(files) ?? chosen[0]?.path,
      remedy: 'Give fewer languages.',
    });
  }
  checkDistinct(chosen.map(({ path }) => ({ path: path.replace(/\.gz$/i, '') })));
  return chosen;
}

/** The path loses its `.gz`: the language stands before it, and packed or not it is the same data. */
async function readJson(file: InputFile, limit: number, signal?: AbortSignal): Promise<JsonFile> {
  const bytes = await unpackedBytes(file, limit, signal);
  const value = parseJson(decodeText(bytes, file.path), file.path);
  const record = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  return { path: file.path.replace(/\.gz$/i, ''), bytes, value: record, kind: kindOf(record) };
}

function kindOf(value: Record<string, unknown>): Kind {
  if (looksLikeIsoglotQa(value)) return 'isoglot-qa';
  const squad = looksLikeSquad(value);
  if (squad) return squad === 'with-sentences' ? 'xquad-r' : 'squad';
  if (looksLikeDomains(value)) return 'domains';
  return Array.isArray(value.files) ? 'listing' : 'unknown';
}

/** The one layout that all data files have, which must be the one asked for. */
function agreedLayout(read: readonly JsonFile[], format: JsonFormat): Layout {
  const wanted: Layout | null = format === 'auto' ? null : format === 'mlqa-r' ? 'xquad-r' : format;
  let agreed: Layout | null = wanted;
  for (const { kind, path } of read) {
    if (kind === 'domains' || kind === 'listing') continue;
    if (kind === 'unknown') {
      throw wrong(
        path,
        'this is neither Isoglot-QA ("domain" and "paragraphs") nor of SQuAD\'s layout ("data" with "paragraphs").',
        'Give the files of such a data set only.',
      );
    }
    agreed ??= kind;
    if (kind !== agreed) {
      throw wrong(
        path,
        `this looks like ${kind}, not ${wanted === null ? `${agreed} as the files before it` : format}.`,
        wanted === null ? 'Give the files of one data set.' : 'Choose the format "auto", or other files.',
      );
    }
  }
  if (agreed === null || !read.some(({ kind }) => kind === agreed)) {
    throw wrong(read[0]?.path, 'there is no data in it.', 'Give the .json files of the data set.');
  }
  return agreed;
}

function addLanguages(
  layout: Layout,
  data: readonly JsonFile[],
  domainFile: JsonFile | undefined,
  builder: CorpusBuilder,
): void {
  const domains = domainFile ? readDomains(domainFile.value, domainFile.path) : null;
  if (layout === 'squad') {
    checkOneSplit(data);
    const add = createSquadReader(domains, builder);
    for (const { value, path } of data) add(value, path);
    return;
  }
  const seen = new Map<string, string>();
  for (const { value, path } of data) {
    const language = languageOfFile(path);
    const other = seen.get(language);
    if (other)
      throw wrong(path, `${other} is also of the language "${language}".`, 'Give one file a language.');
    seen.set(language, path);
    addXquadR(value, path, language, domains, builder);
  }
}

/** MLQA's folder has files of development and of test: together they are neither. */
function checkOneSplit(data: readonly JsonFile[]): void {
  const splits = data.map((file) => splitOf(file));
  const other = data.find((_, i) => splits[i] !== null && splits[i] !== splits[0]);
  if (!other || splits[0] === null) return;
  throw wrong(other.path, `it is of another split than ${data[0]!.path}.`, 'Give the files of one split.');
}

/** XQuAD-R and MLQA-R share a layout; their question ids have 24 and 40 hexadecimal digits. */
function laReqaFormat(data: readonly JsonFile[], format: JsonFormat): string {
  if (format !== 'auto') return format;
  const first = /"id"\s*:\s*"([0-9a-f]*)"/.exec(new TextDecoder().decode(data[0]!.bytes));
  return first?.[1]?.length === 40 ? 'mlqa-r' : 'xquad-r';
}

function wrong(where: string | undefined, what: string, remedy: string): IsoglotError {
  return new IsoglotError({ code: 'bad-format', what, where, remedy });
}
