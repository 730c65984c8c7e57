import type { InputFile } from './files';

/**
 * The same files, telling how much of them has been read.
 * @param hear called with the bytes read so far, and those of all files together; a file that is read twice counts twice
 */
export function watchedFiles(
  files: readonly InputFile[],
  hear: (done: number, total: number) => void,
): InputFile[] {
  const total = files.reduce((sum, { size }) => sum + size, 0);
  let done = 0;
  const read = (bytes: number) => hear((done += bytes), Math.max(done, total));
  return files.map((file) => ({
    path: file.path,
    size: file.size,
    bytes: async () => {
      const bytes = await file.bytes();
      read(bytes.length);
      return bytes;
    },
    ...(file.stream && {
      stream: () =>
        file.stream!().pipeThrough(
          new TransformStream<Uint8Array, Uint8Array>({
            transform: (chunk, controller) => {
              read(chunk.length);
              controller.enqueue(chunk);
            },
          }),
        ),
    }),
  }));
}
