import { parseConfiguration } from '../../io/configurationFile';
import type { Configuration } from '../../protocol';

export interface DroppedFile {
  path: string;
  blob: Blob;
}

/** Files that only an encoder directory has. */
const ENCODER_FILES = /(^|\/)(model[\w.-]*\.safetensors|tokenizer\.json|modules\.json|config\.json)$/;
const CONFIGURATION_FILE = /(^|\/)configuration[^/]*\.json$/;

/** Sorts dropped files into an encoder directory, a configuration, and everything else: data. */
export function sortDropped(files: DroppedFile[]): {
  encoder: DroppedFile[];
  data: DroppedFile[];
  configuration: DroppedFile | null;
} {
  const configuration = files.find(({ path }) => CONFIGURATION_FILE.test(path)) ?? null;
  const roots = files
    .filter(({ path }) => ENCODER_FILES.test(path))
    .map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1));
  const shortest = roots.sort((a, b) => a.length - b.length)[0];
  const ofEncoder = ({ path }: DroppedFile) => shortest !== undefined && path.startsWith(shortest);
  const rest = files.filter((file) => file !== configuration);
  return {
    configuration,
    encoder: rest.filter(ofEncoder),
    data: rest.filter((file) => !ofEncoder(file)),
  };
}

/** @throws IsoglotError naming the file and the field. */
export async function configurationIn({ path, blob }: DroppedFile): Promise<Configuration> {
  return parseConfiguration(await blob.text(), path);
}
