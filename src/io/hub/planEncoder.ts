/** Which files of a hub or server an encoder needs, found out before anything large is downloaded. */
import { IsoglotError } from '../../core/errors';
import { encoderModules, weightIndex } from '../../protocol/encoderFiles';
import { downloadPlan, type Origin, type DownloadPlan, type PlannedFile } from '../../protocol/keptDownloads';
import { readConfig } from '../encoderConfig';
import { openFolder } from '../encoderFolder';
import { arrangeModules } from '../encoderModules';
import { checkSize, decodeText, fileFromBytes, type InputFile } from '../files';
import { parseBy, parseJson } from '../json';
import { openAddressFolder } from './addressFolder';
import { downloadKey } from './downloadKey';
import { openHubFolder } from './hubFolder';
import type { EncoderPlace } from './place';
import type { Reach } from './reach';
import { readDescription, type RemoteFolder } from './remoteFolder';

const WEIGHTS = 'model.safetensors';
const INDEX = 'model.safetensors.index.json';
/** Beside config.json and tokenizer.json in the folder of the Transformer. */
const OPTIONAL = ['tokenizer_config.json', 'special_tokens_map.json', 'sentence_bert_config.json'];
const SHARD = /^[\w.-]{1,200}\.safetensors$/;
const MAX_SHARDS = 100;
const REMEDY =
  'Choose an encoder of the BERT or XLM-R family, in the layout of sentence-transformers or plain.';

/**
 * Asks a hub or server about an encoder.
 * @param hub Address of the hub for ids.
 * @throws IsoglotError `bad-encoder` when it is not there or not an encoder that can be run, as far as its small
 *   files tell; `network` when nobody answers.
 */
export async function planEncoder(place: EncoderPlace, hub: string, how: Reach = {}): Promise<DownloadPlan> {
  const folder =
    place.kind === 'hub'
      ? await openHubFolder(hub, place.id, place.revision, how)
      : openAddressFolder(place.url, how);
  const files = await wantedFiles(folder, how);
  for (const { path, size } of files) if (size !== null) checkSize(`${folder.place}/${path}`, size);
  return parseBy(
    downloadPlan,
    {
      key: await keyOf(folder.origin),
      name: nameOf(folder.origin),
      origin: folder.origin,
      licence: folder.licence,
      files,
    },
    folder.place,
    REMEDY,
  );
}

/** The small files first, the weights last. */
async function wantedFiles(folder: RemoteFolder, how: Reach): Promise<PlannedFile[]> {
  const { base, dense, described } = await describe(folder, how);
  const tokenizer = await needed(folder, `${base}tokenizer.json`);
  // What the root says of the longest text holds, too, where the Transformer has a folder of its own.
  const optional = [
    'config_sentence_transformers.json',
    'sentence_bert_config.json',
    ...OPTIONAL.map((name) => base + name),
  ];
  const found = await Promise.all(optional.map((path) => folder.stat(path)));
  const weights = await weightFiles(folder, base, how);
  for (const { path } of dense) {
    const own = await folder.stat(`${path}/${WEIGHTS}`);
    if (!own) throw await withoutWeights(folder, `${path}/`);
    weights.push(own);
  }
  const all = [...described, tokenizer, ...found.filter((file) => file !== null), ...weights];
  return [...new Map(all.map((file) => [file.path, file])).values()];
}

/**
 * Reads what the encoder says of itself, so that a decoder of gigabytes or a module that cannot be run is refused now
 * and not after the download.
 */
async function describe(folder: RemoteFolder, how: Reach) {
  const described: PlannedFile[] = [];
  const read: InputFile[] = [];
  const take = async (file: PlannedFile): Promise<Uint8Array> => {
    const bytes = await readDescription(folder, file.path, how);
    described.push(file);
    read.push(fileFromBytes(`${nameOf(folder.origin)}/${file.path}`, bytes));
    return bytes;
  };
  const modules = await folder.stat('modules.json');
  const folders = modules ? foldersIn(await take(modules), folder.place) : ['', '1_Pooling/'];
  for (const [i, base] of folders.entries()) {
    const path = `${base}config.json`;
    const config = i === 0 ? await needed(folder, path) : await folder.stat(path);
    if (config) await take(config);
  }
  const local = await openFolder(read);
  const { base, dense } = arrangeModules(local);
  readConfig(local, base);
  return { base, dense, described };
}

/** Folders of the modules, `''` or ending in `/`. */
function foldersIn(modules: Uint8Array, place: string): string[] {
  const where = `${place}/modules.json`;
  const parsed = parseBy(encoderModules, parseJson(decodeText(modules, where), where), where, REMEDY);
  const folders = parsed.map(({ path }) => (path === '' ? '' : `${path.replace(/\/$/, '')}/`));
  return [...new Set(folders)];
}

async function weightFiles(folder: RemoteFolder, base: string, how: Reach): Promise<PlannedFile[]> {
  const single = await folder.stat(`${base}${WEIGHTS}`);
  if (single) return [single];
  const index = await folder.stat(`${base}${INDEX}`);
  if (!index) throw await withoutWeights(folder, base);
  const where = `${folder.place}/${base}${INDEX}`;
  const raw = decodeText(await readDescription(folder, `${base}${INDEX}`, how), where);
  const shards = new Set(
    Object.values(parseBy(weightIndex, parseJson(raw, where), where, REMEDY).weight_map),
  );
  const stranger = [...shards].find((name) => !SHARD.test(name));
  if (stranger !== undefined || shards.size === 0 || shards.size > MAX_SHARDS) {
    const what = `it names ${stranger === undefined ? `${shards.size} files` : `"${stranger.slice(0, 100)}"`}, not the shards of an encoder.`;
    throw new IsoglotError({ code: 'bad-encoder', what, where, remedy: 'Take a fresh copy of the encoder.' });
  }
  const files: PlannedFile[] = [index];
  for (const shard of [...shards].sort()) files.push(await needed(folder, `${base}${shard}`));
  return files;
}

async function withoutWeights(folder: RemoteFolder, base: string): Promise<IsoglotError> {
  const pickled = await folder.stat(`${base}pytorch_model.bin`);
  return new IsoglotError({
    code: 'bad-encoder',
    what: pickled
      ? `its weights are in pytorch_model.bin, which cannot be read; ${WEIGHTS} is missing.`
      : `it has no weights: neither ${WEIGHTS} nor ${INDEX} is there.`,
    where: `${folder.place}${base === '' ? '' : ` (${base})`}`,
    remedy:
      'Look for a revision or a copy with safetensors, or save it with safe serialisation and open the folder.',
  });
}

async function needed(folder: RemoteFolder, path: string): Promise<PlannedFile> {
  const file = await folder.stat(path);
  if (file) return file;
  throw new IsoglotError({
    code: 'bad-encoder',
    what: `${path} is not there, or may not be read.`,
    where: folder.place,
    remedy: path.endsWith('config.json')
      ? 'Check the place: it is that of the folder with config.json.'
      : 'Save its fast tokenizer with transformers (tokenizer.json) and open the folder.',
  });
}

function nameOf(origin: Origin): string {
  if (origin.kind === 'hub') return origin.id.slice(origin.id.lastIndexOf('/') + 1);
  const { pathname, host } = new URL(origin.url);
  const last = pathname.split('/').filter(Boolean).at(-1);
  // A slash within the name would look like a folder.
  return (last === undefined ? host : decodeURIComponent(last)).replaceAll('/', '_').slice(0, 200);
}

function keyOf(origin: Origin): Promise<string> {
  return origin.kind === 'hub'
    ? downloadKey(origin.id, `${origin.hub} ${origin.id} ${origin.commit}`)
    : downloadKey(nameOf(origin), origin.url);
}
