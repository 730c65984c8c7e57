import { parseConfiguration } from '../../io/configurationFile';
import type { Configuration } from '../../protocol';

export interface DroppedFile {
  path: string;
  blob: Blob;
}

/** Files that only an encoder directory has. */
const ENCODER_FILES = /(^|\/)(model[\w.-]*\.safetensors|tokenizer\.json|modules\.json|config\.json)$/;
/** A configuration says so near its beginning; a damaged one is known by its name. */
const CONFIGURATION_NAME = /configuration[^/]*\.json$/;
const CONFIGURATION_MARK = 'isoglot/configuration@';
const STUDY_MARK = 'isoglot/study@';
const HEAD_BYTES = 4096;

/** Sorts dropped files into an encoder directory, a configuration, a study, and everything else: data. */
export async function sortDropped(files: DroppedFile[]): Promise<{
  encoder: DroppedFile[];
  data: DroppedFile[];
  configuration: DroppedFile | null;
  study: DroppedFile | null;
}> {
  const kinds = await Promise.all(files.map(kindOf));
  const first = (kind: string) => files.find((_, i) => kinds[i] === kind) ?? null;
  const rest = files.filter((_, i) => kinds[i] === 'other');
  const folders = rest
    .filter(({ path }) => ENCODER_FILES.test(path))
    .map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1));
  const root = folders.sort((a, b) => a.length - b.length)[0];
  const ofEncoder = ({ path }: DroppedFile) => root !== undefined && path.startsWith(root);
  return {
    configuration: first('configuration'),
    study: first('study'),
    encoder: rest.filter(ofEncoder),
    data: rest.filter((file) => !ofEncoder(file)),
  };
}

async function kindOf({ path, blob }: DroppedFile): Promise<'configuration' | 'study' | 'other'> {
  if (!path.endsWith('.json')) return 'other';
  const head = await blob.slice(0, HEAD_BYTES).text();
  // First: the base of a study may say that it is a configuration.
  if (head.includes(STUDY_MARK)) return 'study';
  return CONFIGURATION_NAME.test(path) || head.includes(CONFIGURATION_MARK) ? 'configuration' : 'other';
}

/** @throws IsoglotError naming the file and the field. */
export async function configurationIn({ path, blob }: DroppedFile): Promise<Configuration> {
  return parseConfiguration(await blob.text(), path);
}
