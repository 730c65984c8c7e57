import { sha256 } from '../sha256';

/**
 * A name for a folder of kept files: legible, the same for the same content, and short enough for any file system.
 * @param name What a person knows it by.
 * @param version All that tells its content from another's.
 */
export async function downloadKey(name: string, version: string): Promise<string> {
  const legible = name
    .replaceAll('/', '--')
    .replace(/[^\w.-]/g, '_')
    .slice(0, 100);
  return `${legible}@${(await sha256(version)).slice(0, 16)}`;
}
