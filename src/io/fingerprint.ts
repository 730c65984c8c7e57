import { sha256 } from './sha256';

/** WebCrypto hashes only what lies whole in memory, so a stream is hashed in blocks of this size. */
const BLOCK_BYTES = 4 * 2 ** 20;

/** Fingerprint of a stream: SHA-256 of the list of its blocks' SHA-256, one a line. */
export interface Fingerprint {
  add(bytes: Uint8Array): Promise<void>;
  done(): Promise<string>;
}

export function createFingerprint(): Fingerprint {
  const block = new Uint8Array(BLOCK_BYTES);
  const digests: string[] = [];
  let filled = 0;
  const finish = async (): Promise<void> => {
    digests.push(await sha256(block.subarray(0, filled)));
    filled = 0;
  };
  return {
    async add(bytes) {
      for (let at = 0; at < bytes.length;) {
        const part = bytes.subarray(at, at + BLOCK_BYTES - filled);
        block.set(part, filled);
        filled += part.length;
        at += part.length;
        if (filled === BLOCK_BYTES) await finish();
      }
    },
    async done() {
      if (filled > 0) await finish();
      return sha256(digests.join('\n'));
    },
  };
}
