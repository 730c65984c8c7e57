/**
 * SentencePiece's precompiled character map, as Hugging Face's `Precompiled` normaliser applies it.
 *
 * The map is base64 of: byte length of a trie (uint32, little-endian), the trie, then zero-terminated
 * replacement strings in UTF-8. The trie is a Darts-clone double array over UTF-8 bytes; a leaf's value is the
 * offset of a replacement (sentencepiece/src/normalizer.cc, darts.h).
 */
import { IsoglotError } from '../../core/errors';

/** XLM-R's map has 236 KB; this bounds what a damaged file can make us allocate. */
const MAX_MAP_BYTES = 16 * 2 ** 20;

/** From this many UTF-8 bytes on, a grapheme is mapped one character at a time (tokenizers, precompiled.rs). */
const LONG_GRAPHEME_BYTES = 6;

/** Distinct graphemes remembered: more than any corpus of a few dozen languages has. */
const MAX_REMEMBERED = 100_000;

export type Normalize = (text: string) => string;

/**
 * Makes the function that applies a map.
 * @param base64 The field `precompiled_charsmap` of `tokenizer.json`.
 * @throws IsoglotError `bad-encoder` when the map is malformed.
 */
export function createCharsmap(base64: string): Normalize {
  const { trie, pool } = decode(base64);
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
  const remembered = new Map<string, string>();

  const map = (grapheme: string): string => {
    if (utf8Length(grapheme) < LONG_GRAPHEME_BYTES) {
      const whole = replacement(grapheme, trie, pool);
      if (whole !== null) return whole;
    }
    let mapped = '';
    for (const character of grapheme) mapped += replacement(character, trie, pool) ?? character;
    return mapped;
  };

  return (text) => {
    let normalized = '';
    for (const { segment } of segmenter.segment(text)) {
      let mapped = remembered.get(segment);
      if (mapped === undefined) {
        mapped = map(segment);
        if (remembered.size >= MAX_REMEMBERED) remembered.clear();
        remembered.set(segment, mapped);
      }
      normalized += mapped;
    }
    return normalized;
  };
}

function decode(base64: string): { trie: Uint32Array; pool: Uint8Array } {
  if (base64.length > MAX_MAP_BYTES) throw malformed(`it has ${base64.length} characters`);
  let binary: string;
  try {
    binary = atob(base64);
  } catch {
    throw malformed('it is not base64');
  }
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const trieBytes = bytes.length >= 4 ? new DataView(bytes.buffer).getUint32(0, true) : NaN;
  if (!(trieBytes > 0 && trieBytes % 4 === 0 && trieBytes <= bytes.length - 4)) {
    throw malformed(`its trie has ${trieBytes} bytes of ${bytes.length}`);
  }
  return { trie: new Uint32Array(bytes.slice(4, 4 + trieBytes).buffer), pool: bytes.subarray(4 + trieBytes) };
}

/**
 * Replacement of the shortest prefix of `text` that the map knows, or null. Hugging Face takes the shortest and
 * puts it in place of the whole grapheme, marks and all; trained encoders saw text in this form.
 */
function replacement(text: string, trie: Uint32Array, pool: Uint8Array): string | null {
  let node = offsetOf(trie[0] ?? 0);
  for (const byte of utf8(text)) {
    if (byte === 0) return null;
    node ^= byte;
    const unit = trie[node];
    if (unit === undefined || (unit & 0x8000_00ff) !== byte) return null;
    node ^= offsetOf(unit);
    if ((unit >>> 8) & 1) return readString(pool, (trie[node] ?? 0) & 0x7fff_ffff);
  }
  return null;
}

function offsetOf(unit: number): number {
  return (unit >>> 10) << ((unit & 0x200) >>> 6);
}

function readString(pool: Uint8Array, start: number): string {
  const end = pool.indexOf(0, start);
  return DECODER.decode(pool.subarray(start, end < 0 ? pool.length : end));
}

const DECODER = new TextDecoder();
const ENCODER = new TextEncoder();
const utf8 = (text: string): Uint8Array => ENCODER.encode(text);
const utf8Length = (text: string): number =>
  text.length >= LONG_GRAPHEME_BYTES ? text.length : utf8(text).length;

function malformed(what: string): IsoglotError {
  return new IsoglotError({
    code: 'bad-encoder',
    what: `the character map is malformed: ${what}.`,
    where: 'tokenizer.json: normalizer',
    remedy: 'Take a fresh copy of tokenizer.json.',
  });
}
