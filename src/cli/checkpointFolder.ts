import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CheckpointFiles } from '../io/storage/checkpointFiles';
import { replaceText, writing } from './writeResult';

/** Checkpoints as files of one folder; none where there is no folder. */
export function checkpointFolder(path: string): CheckpointFiles {
  const absent = (cause: unknown) => (cause as NodeJS.ErrnoException).code === 'ENOENT';
  return {
    names: () => readdir(path).catch((cause) => (absent(cause) ? [] : Promise.reject(cause as Error))),
    read: (name) =>
      readFile(join(path, name)).catch((cause) => (absent(cause) ? null : Promise.reject(cause as Error))),
    write: (name, bytes) => replaceText(join(path, name), bytes),
    remove: (name) => writing(join(path, name), () => rm(join(path, name), { force: true })),
  };
}
