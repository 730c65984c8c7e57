/** Name of the Web Lock that a worker holds while it downloads an encoder: one tab at a time writes its files. */
export function encoderLock(key: string): string {
  return `isoglot-encoder-${key}`;
}
