/** Name of the Web Lock that a worker holds while it downloads something: one tab at a time writes its files. */
export function downloadLock(key: string): string {
  return `isoglot-encoder-${key}`;
}
