import { IsoglotError } from '../core/errors';
import { textCount, tokensOf } from '../core/tokens';
import type { TokenTable } from '../core/tokens';

/** Texts of one length, maybe padded to it, one behind the other: token rows first .. first + texts * time. */
export interface TokenGroup {
  first: number;
  texts: number;
  /** Tokens per text, padding included. */
  time: number;
  /** True length of each text of the group, padded tokens not counted. */
  lengths: Int32Array;
}

/**
 * Texts laid out as the N token rows that the encoder works on. Rows of one text are contiguous, its padding behind
 * them. Layers that treat tokens one by one see one matrix; attention alone looks at the groups.
 */
export interface TokenBatch {
  /** [N], 0 for padding. */
  ids: Int32Array;
  /** [N], row of the position table. */
  places: Int32Array;
  /** [N], number of the text in the order given; -1 for padding. */
  textOf: Int32Array;
  /** [texts], token row of each text's first token. */
  firsts: Int32Array;
  /** [texts]. */
  lengths: Int32Array;
  groups: TokenGroup[];
}

/** What a table may hold: rows of the word and position embeddings. */
export interface TokenLimits {
  vocabulary: number;
  positions: number;
  positionOffset: number;
}

/**
 * Lays out the texts `chosen` (numbers of texts of `table`, default all in order), grouped by length. Nothing is padded.
 * Throws `bad-encoder` if a token has no embedding or a text is longer than there are positions.
 */
export function collate(
  table: TokenTable,
  limits: TokenLimits,
  chosen: ArrayLike<number> = Array.from({ length: textCount(table) }, (_, text) => text),
): TokenBatch {
  const texts = Array.from(chosen, (text) => tokensOf(table, text));
  const byTime = new Map<number, number[]>();
  texts.forEach((ids, text) => {
    check(ids, limits);
    const time = ids.length;
    byTime.set(time, [...(byTime.get(time) ?? []), text]);
  });
  const groups = [...byTime].sort(([a], [b]) => a - b);
  const rows = groups.reduce((sum, [time, members]) => sum + time * members.length, 0);
  const batch: TokenBatch = {
    ids: new Int32Array(rows),
    places: new Int32Array(rows),
    textOf: new Int32Array(rows).fill(-1),
    firsts: new Int32Array(texts.length),
    lengths: Int32Array.from(texts, (ids) => ids.length),
    groups: [],
  };
  let first = 0;
  for (const [time, members] of groups) {
    batch.groups.push({
      first,
      texts: members.length,
      time,
      lengths: Int32Array.from(members, (text) => texts[text]!.length),
    });
    for (const text of members) {
      const ids = texts[text]!;
      batch.ids.set(ids, first);
      batch.textOf.fill(text, first, first + ids.length);
      for (let t = 0; t < ids.length; t++) batch.places[first + t] = limits.positionOffset + t;
      batch.firsts[text] = first;
      first += time;
    }
  }
  return batch;
}

function check(ids: Int32Array, { vocabulary, positions, positionOffset }: TokenLimits): void {
  if (ids.length > positions - positionOffset)
    throw new IsoglotError({
      code: 'bad-encoder',
      what: `A text has ${ids.length} tokens, but the encoder has positions for ${positions - positionOffset}.`,
      remedy: 'Choose a smaller maximum length.',
    });
  const unknown = ids.find((id) => id < 0 || id >= vocabulary);
  if (unknown !== undefined)
    throw new IsoglotError({
      code: 'bad-encoder',
      what: `The tokenizer gave the token id ${unknown}, but the encoder embeds the ids 0 to ${vocabulary - 1}.`,
      remedy: 'Take the tokenizer and the weights from the same encoder.',
    });
}

/** Both tables as one, the texts of `a` first. */
export function concatTokens(a: TokenTable, b: TokenTable): TokenTable {
  const ids = new Int32Array(a.ids.length + b.ids.length);
  ids.set(a.ids);
  ids.set(b.ids, a.ids.length);
  const shifted = b.offsets.subarray(1).map((offset) => offset + a.ids.length);
  const offsets = new Int32Array(a.offsets.length + shifted.length);
  offsets.set(a.offsets);
  offsets.set(shifted, a.offsets.length);
  return { ids, offsets };
}

/**
 * Which tokens looked up which row of a table, as `starts` [rows + 1] and `order`: row r was looked up by the tokens
 * order[starts[r] .. starts[r + 1]), ascending. Padding isn't counted: its gradient is 0.
 */
export function invert(
  lookedUp: Int32Array,
  textOf: Int32Array,
  rows: number,
): { starts: Int32Array; order: Int32Array } {
  const starts = new Int32Array(rows + 1);
  lookedUp.forEach((row, token) => {
    if (textOf[token]! >= 0) starts[row + 1]!++;
  });
  for (let row = 0; row < rows; row++) starts[row + 1]! += starts[row]!;
  const next = starts.slice();
  const order = new Int32Array(starts[rows]!);
  lookedUp.forEach((row, token) => {
    if (textOf[token]! >= 0) order[next[row]!++] = token;
  });
  return { starts, order };
}
