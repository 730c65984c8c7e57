import { IsoglotError } from '../../core/errors';
import type { TokenTable } from '../../core/tokens';
import type { Tokenizer } from './tokenizer';

/** Milliseconds of work between two turns of the event loop: a pause or a cancel is heard in between. */
const SLICE_MS = 40;

/**
 * Encodes many texts, in slices so that a worker stays responsive.
 * @param maxLength Longest text in tokens, special tokens included.
 * @param onProgress Called after each slice with the number of texts done and the total.
 * @throws IsoglotError `cancelled` when `signal` fires.
 */
export async function tokenizeAll(
  tokenizer: Tokenizer,
  texts: readonly string[],
  maxLength: number,
  onProgress?: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<TokenTable> {
  const offsets = new Int32Array(texts.length + 1);
  let ids = new Int32Array(Math.max(64, texts.length * 16));
  let used = 0;
  let sliceEnd = performance.now() + SLICE_MS;
  for (const [i, text] of texts.entries()) {
    const encoded = tokenizer.encode(text, maxLength);
    if (used + encoded.length > ids.length) {
      const grown = new Int32Array(2 * (used + encoded.length));
      grown.set(ids.subarray(0, used));
      ids = grown;
    }
    ids.set(encoded, used);
    used += encoded.length;
    offsets[i + 1] = used;
    if (performance.now() >= sliceEnd) {
      onProgress?.(i + 1, texts.length);
      await nextTurn();
      if (signal?.aborted)
        throw new IsoglotError({ code: 'cancelled', what: 'reading the texts was cancelled.' });
      sliceEnd = performance.now() + SLICE_MS;
    }
  }
  onProgress?.(texts.length, texts.length);
  return { ids: ids.slice(0, used), offsets };
}

const nextTurn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
