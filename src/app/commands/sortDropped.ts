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
const HEAD_BYTES = 4096;

/** Sorts dropped files into an encoder directory, a configuration, and everything else: data. */
export async function sortDropped(files: DroppedFile[]): Promise<{
  encoder: DroppedFile[];
  data: DroppedFile[];
  configuration: DroppedFile | null;
}> {
  const marked = await Promise.all(files.map(isConfiguration));
  const configuration = files.find((_, i) => marked[i]) ?? null;
  const rest = files.filter((_, i) => !marked[i]);
  const folders = rest
    .filter(({ path }) => ENCODER_FILES.test(path))
    .map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1));
  const root = folders.sort((a, b) => a.length - b.length)[0];
  const ofEncoder = ({ path }: DroppedFile) => root !== undefined && path.startsWith(root);
  return {
    configuration,
    encoder: rest.filter(ofEncoder),
    data: rest.filter((file) => !ofEncoder(file)),
  };
}

async function isConfiguration({ path, blob }: DroppedFile): Promise<boolean> {
  if (!path.endsWith('.json')) return false;
  return (
    CONFIGURATION_NAME.test(path) || (await blob.slice(0, HEAD_BYTES).text()).includes(CONFIGURATION_MARK)
  );
}

/** @throws IsoglotError naming the file and the field. */
export async function configurationIn({ path, blob }: DroppedFile): Promise<Configuration> {
  return parseConfiguration(await blob.text(), path);
}
