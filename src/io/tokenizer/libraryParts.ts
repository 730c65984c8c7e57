/** Parts put into the tokenizer library in place of its own, where it differs from Hugging Face's Rust library. */
import { Model, Normalizer, PreTokenizer } from '@huggingface/tokenizers';
import type { Normalize } from './charsmap';

/** Words remembered with their pieces; a corpus of a dozen languages has about 150,000 distinct ones. */
const MAX_REMEMBERED = 300_000;

/** Runs our normaliser. */
export class OwnNormalizer extends Normalizer {
  private readonly run: Normalize;

  constructor(run: Normalize) {
    super({ type: 'Prepend', prepend: '' });
    this.run = run;
  }

  normalize(text: string): string {
    return this.run(text);
  }
}

/** Cuts the words of another pre-tokenizer before every `▁`, as `Metaspace` with `split` does. */
export class MetaspaceSplitter extends PreTokenizer {
  private readonly inner: PreTokenizer;
  private readonly mark: string;

  constructor(inner: PreTokenizer, mark: string) {
    super();
    this.inner = inner;
    this.mark = mark;
  }

  pre_tokenize_text(text: string, options?: Parameters<PreTokenizer['pre_tokenize']>[1]): string[] {
    return this.inner.pre_tokenize(text, options).flatMap((word) =>
      word
        .split(this.mark)
        .map((part, i) => (i === 0 ? part : this.mark + part))
        .filter((part) => part !== ''),
    );
  }
}

/**
 * Remembers the pieces of each word, and treats each word alone: unknown characters are joined within a word,
 * never across two.
 */
export class RememberingModel extends Model {
  private readonly inner: Model;
  private readonly remembered = new Map<string, string[]>();

  constructor(inner: Model) {
    super(inner.config);
    this.inner = inner;
    this.vocab = inner.vocab;
    this.tokens_to_ids = inner.tokens_to_ids;
    this.unk_token = inner.unk_token;
    this.unk_token_id = inner.unk_token_id;
    this.fuse_unk = false;
  }

  encode(words: string[]): string[] {
    return words.flatMap((word) => {
      let pieces = this.remembered.get(word);
      if (!pieces) {
        pieces = this.inner([word]);
        if (this.remembered.size >= MAX_REMEMBERED) this.remembered.clear();
        this.remembered.set(word, pieces);
      }
      return pieces;
    });
  }
}
