import { repositoryFiles } from './textFiles';
import type { HubRepository, HubServer } from './hubServer';

export const COMMIT = '0123456789abcdef0123456789abcdef01234567';

/** An encoder of the repository, by path below its own folder. */
export async function encoderContents(folder: string): Promise<Map<string, Uint8Array>> {
  const contents = new Map<string, Uint8Array>();
  for (const file of await repositoryFiles(folder))
    contents.set(file.path.slice(file.path.indexOf('/') + 1), await file.bytes());
  return contents;
}

/** As a hub would offer it, together with weights in other formats, which nobody should download. */
export async function hubRepository(folder: string, id: string): Promise<HubRepository> {
  const files = await encoderContents(folder);
  for (const path of ['pytorch_model.bin', 'onnx/model.onnx', 'tf_model.h5', 'README.md'])
    files.set(path, new TextEncoder().encode(path));
  const lfs = new Set([...files.keys()].filter((path) => /\.(safetensors|bin|onnx|h5)$/.test(path)));
  return { id, commit: COMMIT, revisions: ['main', 'v1'], licence: 'mit', files, lfs };
}

/**
 * Puts a data set on a hub's server, with files that nobody should download beside it.
 * @param id `organisation/name`.
 * @param contents By path.
 */
export function offerData(
  hub: Pick<HubServer, 'repositories'>,
  id: string,
  contents: Record<string, string | Uint8Array>,
): HubRepository {
  const bytes = (content: string | Uint8Array) =>
    typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const files = new Map(
    Object.entries({ ...contents, 'README.md': 'words', 'load.py': 'code', 'dataset_infos.json': '{}' }).map(
      ([path, content]) => [path, bytes(content)] as const,
    ),
  );
  const lfs = new Set([...files.keys()].filter((path) => /\.(parquet|zip|gz)$/.test(path)));
  const repository = { id, commit: COMMIT, revisions: ['main', 'v1'], licence: 'cc-by-4.0', files, lfs };
  hub.repositories.set(`datasets/${id}`, repository);
  return repository;
}
