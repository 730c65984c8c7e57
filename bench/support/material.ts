import type { EncoderDefinition, Weights } from '../../src/core/encoderDefinition';
import type { Corpus } from '../../src/core/corpus';
import { selectTexts } from '../../src/core/selectTexts';
import type { TokenTable } from '../../src/core/tokens';
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

/** Pairs of query and passage from all over the corpus, so of all languages and domains, one behind the other. */
export function spreadPairs(
  { corpus, queries, passages }: Material,
  count: number,
): { own: TokenTable; relevant: TokenTable } {
  const pairs = Array.from({ length: count }, (_, i) => Math.floor((i * corpus.queries.length) / count));
  return {
    own: selectTexts(queries, pairs),
    relevant: selectTexts(
      passages,
      pairs.map((query) => corpus.relevant[query]![0]!),
    ),
  };
}
