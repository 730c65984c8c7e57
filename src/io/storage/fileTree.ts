/** Folders of files, one level deep, that outlive the page or process: what downloads are kept in. */
export interface FileTree {
  /** Names of all folders. */
  folders(): Promise<string[]>;
  /** Bytes of every file of a folder, by name; empty when there is no such folder. */
  sizes(folder: string): Promise<Map<string, number>>;
  /** Null when there is no such file. */
  read(folder: string, name: string): Promise<Uint8Array | null>;
  /** The same in portions; it fails at once when there is no such file. */
  stream(folder: string, name: string): ReadableStream<Uint8Array>;
  /** Writes a small file whole or not at all. */
  replace(folder: string, name: string, bytes: Uint8Array): Promise<void>;
  /**
   * Opens a file to go on at `offset`: what lies behind it is cut off. What was written stays, whenever page or
   * process end.
   */
  append(folder: string, name: string, offset: number): Promise<Appender>;
  /** SHA-256 of a file of any size, in hexadecimal. */
  sha256(folder: string, name: string, signal?: AbortSignal): Promise<string>;
  /** Removing what is not there is no error. */
  removeFolder(folder: string): Promise<void>;
}

export interface Appender {
  write(bytes: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
