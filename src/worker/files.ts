import { z } from 'zod';
import { fetchFile } from '../io/fetchFile';
import { fileFromBlob, type InputFile } from '../io/files';
import { IsoglotError } from '../core/errors';
import { progressOf } from '../experiment/progress';
import type { Source } from '../protocol';
import type { Outbox } from './outbox';

const fileList = z.object({ files: z.array(z.object({ path: z.string(), bytes: z.int().min(0) })) });

/**
 * The files of a source: a person's blobs as they are, a bundled folder fetched with one progress bar per file.
 * @param base URL of the page, which the bundled folders lie beside.
 */
export async function openSource(
  source: Source,
  folder: 'encoders' | 'data',
  base: string,
  outbox: Outbox,
  signal: AbortSignal,
): Promise<InputFile[]> {
  if (source.kind === 'files') return source.files.map(({ path, blob }) => fileFromBlob(path, blob));
  const root = new URL(`${folder}/${source.name}/`, base).href;
  const list = await readList(root, source.name, signal);
  return Promise.all(
    list.map(async ({ path, bytes }) => {
      const task = `file:${folder}/${source.name}/${path}`;
      const progress = progressOf(task, path, 'bytes');
      outbox.addProgress(progress(0, bytes));
      try {
        const report = (done: number) => outbox.addProgress(progress(done, Math.max(done, bytes)));
        return await fetchFile(`${root}${path}`, `${source.name}/${path}`, report, signal);
      } finally {
        outbox.settle(task);
      }
    }),
  );
}

async function readList(
  root: string,
  name: string,
  signal: AbortSignal,
): Promise<{ path: string; bytes: number }[]> {
  const index = await fetchFile(`${root}index.json`, `${name}/index.json`, undefined, signal);
  try {
    return fileList.parse(JSON.parse(new TextDecoder().decode(await index.bytes()))).files;
  } catch (cause) {
    throw new IsoglotError(
      {
        code: 'bad-file',
        what: 'The list of bundled files cannot be read.',
        where: `${name}/index.json`,
        remedy: 'Build the page again, or load the page anew.',
      },
      { cause },
    );
  }
}
