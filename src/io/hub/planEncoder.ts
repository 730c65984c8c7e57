/** Which files of a hub or server an encoder needs, found out before anything large is downloaded. */
import { IsoglotError } from '../../core/errors';
import { encoderConfig, encoderModules, weightIndex } from '../../protocol/encoderFiles';
import {
  encoderPlan,
  type EncoderOrigin,
  type EncoderPlan,
  type PlannedFile,
} from '../../protocol/keptEncoders';
import { checkSize } from '../files';
import { parseBy } from '../json';
import { sha256 } from '../sha256';
import { openAddressFolder } from './addressFolder';
import { openHubFolder } from './hubFolder';
import type { EncoderPlace } from './place';
import type { Reach } from './reach';
import { readDescription, type RemoteFolder } from './remoteFolder';

const WEIGHTS = 'model.safetensors';
const INDEX = 'model.safetensors.index.json';
/** Beside config.json and tokenizer.json in the folder of the Transformer. */
const OPTIONAL = ['tokenizer_config.json', 'special_tokens_map.json', 'sentence_bert_config.json'];
const WITHOUT_WEIGHTS = new Set(['Pooling', 'Normalize']);
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
export async function planEncoder(place: EncoderPlace, hub: string, how: Reach = {}): Promise<EncoderPlan> {
  const folder =
    place.kind === 'hub'
      ? await openHubFolder(hub, place.id, place.revision, how)
      : openAddressFolder(place.url, how);
  const files = await wantedFiles(folder, how);
  for (const { path, size } of files) if (size !== null) checkSize(`${folder.place}/${path}`, size);
  return parseBy(
    encoderPlan,
    {
      key: await keyOf(folder.origin),
      name: nameOf(folder.origin),
      origin: folder.origin,
      licence: folder.licence?.slice(0, 200) ?? null,
      files,
    },
    folder.place,
    REMEDY,
  );
}

/** The small files first, the weights last. */
async function wantedFiles(folder: RemoteFolder, how: Reach): Promise<PlannedFile[]> {
  const modules = await folder.stat('modules.json');
  const parts = modules ? await readModules(folder, how) : [{ base: '', kind: 'Transformer' }];
  const known = await folder.stat('config_sentence_transformers.json');
  const files = [modules, known].filter((file) => file !== null);
  const weights: PlannedFile[] = [];
  for (const { base, kind } of parts) {
    if (kind === 'Transformer') {
      files.push(...(await transformerFiles(folder, base, how)));
      weights.push(...(await weightFiles(folder, base, how)));
    } else {
      const config = await folder.stat(`${base}config.json`);
      const own = WITHOUT_WEIGHTS.has(kind) ? null : await folder.stat(`${base}${WEIGHTS}`);
      if (kind === 'Dense' && !own) throw await withoutWeights(folder, base);
      if (config) files.push(config);
      if (own) weights.push(own);
    }
  }
  // What the root says of the longest text holds, too, where the Transformer has a folder of its own.
  const atRoot = parts.some(({ base }) => base === '')
    ? null
    : await folder.stat('sentence_bert_config.json');
  return unique([...files, ...(atRoot ? [atRoot] : []), ...weights]);
}

async function readModules(folder: RemoteFolder, how: Reach) {
  const raw = await readDescription(folder, 'modules.json', how);
  return parseBy(encoderModules, raw, `${folder.place}/modules.json`, REMEDY).map(({ path, type }) => ({
    base: path === '' ? '' : `${path.replace(/\/$/, '')}/`,
    kind: type.slice(type.lastIndexOf('.') + 1),
  }));
}

async function transformerFiles(folder: RemoteFolder, base: string, how: Reach): Promise<PlannedFile[]> {
  const config = await needed(folder, `${base}config.json`);
  // A decoder of gigabytes is refused here, not after its download.
  const raw = await readDescription(folder, `${base}config.json`, how);
  parseBy(encoderConfig, raw, `${folder.place}/${base}config.json`, REMEDY);
  const tokenizer = await needed(folder, `${base}tokenizer.json`);
  const optional = await Promise.all(OPTIONAL.map((name) => folder.stat(`${base}${name}`)));
  return [config, tokenizer, ...optional.filter((file) => file !== null)];
}

async function weightFiles(folder: RemoteFolder, base: string, how: Reach): Promise<PlannedFile[]> {
  const single = await folder.stat(`${base}${WEIGHTS}`);
  if (single) return [single];
  const index = await folder.stat(`${base}${INDEX}`);
  if (!index) throw await withoutWeights(folder, base);
  const where = `${folder.place}/${base}${INDEX}`;
  const raw = await readDescription(folder, `${base}${INDEX}`, how);
  const shards = new Set(Object.values(parseBy(weightIndex, raw, where, REMEDY).weight_map));
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

function unique(files: PlannedFile[]): PlannedFile[] {
  return [...new Map(files.map((file) => [file.path, file])).values()];
}

function nameOf(origin: EncoderOrigin): string {
  if (origin.kind === 'hub') return origin.id.slice(origin.id.lastIndexOf('/') + 1);
  const { pathname, host } = new URL(origin.url);
  const last = pathname.split('/').filter(Boolean).at(-1);
  // A slash within the name would look like a folder.
  return (last === undefined ? host : decodeURIComponent(last)).replaceAll('/', '_').slice(0, 200);
}

/** A name for a folder: legible, the same for the same content, and short enough for any file system. */
async function keyOf(origin: EncoderOrigin): Promise<string> {
  const [what, version] =
    origin.kind === 'hub'
      ? [origin.id, `${origin.hub} ${origin.id} ${origin.commit}`]
      : [nameOf(origin), origin.url];
  const legible = what
    .replaceAll('/', '--')
    .replace(/[^\w.-]/g, '_')
    .slice(0, 100);
  return `${legible}@${(await sha256(version)).slice(0, 16)}`;
}
