import { countBy } from '../core/countBy';
import type { Corpus } from '../core/corpus';
import type { EncoderDefinition } from '../core/encoderDefinition';
import { IsoglotError } from '../core/errors';
import { mergeCorpora } from '../core/mergeCorpora';
import { checkWeights } from '../engine/parameters';
import type { DataFormat, DataSummary, EncoderSummary, FurtherSet } from '../protocol';
import { readCorpus } from '../io/datasets/readCorpus';
import { readEncoderDirectory, type EncoderFiles } from '../io/encoderDirectory';
import type { InputFile } from '../io/files';
import { watchedFiles } from '../io/watchedFiles';
import { createTokenizer, type Tokenizer } from '../io/tokenizer/tokenizer';

/** An encoder as read from its directory: weights on the CPU, not yet on a backend. */
export interface EncoderMaterial {
  files: EncoderFiles;
  tokenizer: Tokenizer;
  summary: EncoderSummary;
}

export interface DataMaterial {
  /** Of further data sets, too, where there are some: they are trained on, never evaluated. */
  corpus: Corpus;
  /** Of the main data set. */
  summary: DataSummary;
  /** Of further ones, in the order of the configuration. */
  more?: DataSummary[];
}

/**
 * Reads a Hugging Face / sentence-transformers directory.
 * @throws IsoglotError naming file, place and remedy if a file is missing, damaged or of an unknown kind.
 */
export async function readEncoderMaterial(files: InputFile[]): Promise<EncoderMaterial> {
  const read = await readEncoderDirectory(files);
  // Before it takes the place of a good one: an encoder whose weights do not fit is refused while it is opened.
  checkWeights(read.definition, read.weights);
  const tokenizer = createTokenizer(read.tokenizer.json, read.tokenizer.config);
  const { definition, sha256, revision, bytes, weights } = read;
  if (tokenizer.vocabulary > definition.vocabulary) throw tooManyPieces(definition, tokenizer.vocabulary);
  let parameters = 0;
  for (const { data } of weights.values()) parameters += data.length;
  return {
    files: read,
    tokenizer,
    summary: {
      name: definition.name,
      sha256,
      revision,
      parameters,
      vocabulary: definition.vocabulary,
      dimensions: definition.dimensions,
      layers: definition.layers,
      bytes,
      warnings: read.warnings,
    },
  };
}

function tooManyPieces({ name, vocabulary }: EncoderDefinition, pieces: number): IsoglotError {
  return new IsoglotError({
    code: 'bad-encoder',
    what: `The tokenizer knows ${pieces} pieces, the word embedding has ${vocabulary} rows.`,
    where: `${name}: tokenizer.json, model.safetensors`,
    remedy: 'Take tokenizer.json and model.safetensors from the same encoder.',
  });
}

/** How the reading of a data set is followed, and ended. */
export interface Reading {
  signal?: AbortSignal;
  /** Bytes read, and those of all files. */
  onBytes?: (done: number, total: number) => void;
}

/**
 * Reads a data set and counts what is in it.
 * @throws IsoglotError naming file, place and remedy; `cancelled` by `signal`.
 */
export async function readDataMaterial(
  files: InputFile[],
  format: DataFormat,
  { signal, onBytes }: Reading = {},
): Promise<DataMaterial> {
  const corpus = await readCorpus(onBytes ? watchedFiles(files, onBytes) : files, format, signal);
  return { corpus, summary: summarize(corpus) };
}

/** A data set as a further one to train on, under the name that the command line finds it by. */
export function furtherSetOf({ corpus, summary }: DataMaterial, format: DataFormat): FurtherSet {
  const pairs: Record<string, number> = {};
  for (const [query, { language }] of corpus.queries.entries())
    pairs[language] = (pairs[language] ?? 0) + corpus.relevant[query]!.length;
  return { data: summary.source ?? summary.name, format, summary, pairs };
}

/** The main data set with further ones to train on. */
export function withMoreData(main: DataMaterial, more: readonly DataMaterial[]): DataMaterial {
  if (more.length === 0) return main;
  return {
    corpus: mergeCorpora(
      main.corpus,
      more.map(({ corpus }) => corpus),
    ),
    summary: main.summary,
    more: more.map(({ summary }) => summary),
  };
}

function summarize(corpus: Corpus): DataSummary {
  const questions = new Map<string, Set<string>>();
  for (const { domain, group } of corpus.queries) {
    questions.set(domain, (questions.get(domain) ?? new Set()).add(group));
  }
  return {
    name: corpus.name,
    sha256: corpus.sha256,
    format: corpus.format,
    languages: corpus.languages,
    domains: corpus.domains,
    queries: countBy(corpus.queries, (q) => q.language),
    candidates: countBy(corpus.passages, (p) => p.language),
    questionsPerDomain: Object.fromEntries([...questions].map(([domain, groups]) => [domain, groups.size])),
    warnings: corpus.warnings,
  };
}
