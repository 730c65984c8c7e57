import type { EncoderDefinition, Weights } from '../../src/core/encoderDefinition';
import type { Corpus } from '../../src/core/corpus';
import type { TokenTable } from '../../src/core/tokens';
import { tokensOf } from '../../src/core/tokens';
import { readCorpus } from '../../src/io/datasets/readCorpus';
import { readEncoderDirectory } from '../../src/io/encoderDirectory';
import { readDirectory } from '../../src/io/nodeFiles';
import { tokenizeAll } from '../../src/io/tokenizer/tokenTable';
import { createTokenizer } from '../../src/io/tokenizer/tokenizer';

/** The bundled encoder and the bundled texts, tokenised. */
export interface Material {
  definition: EncoderDefinition;
  weights: Weights;
  corpus: Corpus;
  queries: TokenTable;
  passages: TokenTable;
}

/** Reads an encoder, by default isoglot-nano, and Isoglot-QA from the repository's public folder. */
export async function readMaterial(directory = 'public/encoders/isoglot-nano'): Promise<Material> {
  const encoder = await readEncoderDirectory(await readDirectory(directory));
  const corpus = await readCorpus(await readDirectory('public/data/isoglot-qa'), 'isoglot-qa');
  const tokenizer = createTokenizer(encoder.tokenizer.json, encoder.tokenizer.config);
  const tokenize = (texts: readonly { text: string }[]): Promise<TokenTable> =>
    tokenizeAll(
      tokenizer,
      texts.map(({ text }) => text),
      encoder.definition.maxLength,
    );
  const { definition, weights } = encoder;
  return {
    definition,
    weights,
    corpus,
    queries: await tokenize(corpus.queries),
    passages: await tokenize(corpus.passages),
  };
}

/** The texts of a table with the numbers given, in that order. */
export function chosenTexts(table: TokenTable, texts: readonly number[]): TokenTable {
  const chosen = texts.map((text) => tokensOf(table, text));
  const offsets = new Int32Array(texts.length + 1);
  chosen.forEach((ids, text) => (offsets[text + 1] = offsets[text]! + ids.length));
  const ids = new Int32Array(offsets.at(-1)!);
  chosen.forEach((tokens, text) => ids.set(tokens, offsets[text]));
  return { ids, offsets };
}
