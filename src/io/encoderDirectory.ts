/** Reads a folder of sentence-transformers, or a plain one of Hugging Face: what to run, its weights and its tokenizer. */
import type { EncoderDefinition, Weights } from '../core/encoderDefinition';
import { sentenceBertConfig, tokenizerConfig } from '../protocol/encoderFiles';
import { readConfig } from './encoderConfig';
import { ANOTHER, openFolder, parseFile, refuse, REMEDY, type Folder } from './encoderFolder';
import { arrangeModules, embeddingSize } from './encoderModules';
import { readPrompts } from './encoderPrompts';
import { readDenseWeights, readWeights } from './encoderWeights';
import type { InputFile } from './files';
import { parseBy } from './json';
import { sha256OfParts } from './sha256';

/** All that is known of an encoder from its folder. */
export interface EncoderFiles {
  definition: EncoderDefinition;
  /** As stored: prefixes and tensors that are not used are still there. Those of dense layers bear their folder. */
  weights: Weights;
  /** `tokenizer.json` and `tokenizer_config.json` (`{}` where there is none), parsed as JSON only. */
  tokenizer: { json: unknown; config: unknown };
  /** SHA-256 (hex) of config, weights and tokenizer, whatever their order. */
  sha256: string;
  /** Commit on the hub, if the files tell it. */
  revision: string | null;
  /** Bytes of all files read. */
  bytes: number;
  /** In plain words: what was assumed, and what of the folder is not followed. */
  warnings: string[];
  /** The small files by path, everything but the weights, so that a trained encoder can be saved whole. */
  raw: Map<string, Uint8Array>;
  /** Where a single file of weights belongs among them. */
  weightsPath: string;
}

/**
 * Reads an encoder. The files may lie in one common folder, which then names it.
 * @throws IsoglotError `bad-encoder` when a file is missing or the encoder is of a kind that cannot be run;
 *   `bad-file` or `bad-format` when a file cannot be read. Each names the file.
 */
export async function readEncoderDirectory(files: readonly InputFile[]): Promise<EncoderFiles> {
  const folder = await openFolder(files);
  const { base, pooling, dense, normalize, warnings } = arrangeModules(folder);
  const config = readConfig(folder, base);
  const spoken = readPrompts(folder, [folder.name, config._name_or_path ?? ''], normalize);
  requireFastTokenizer(folder, base);
  const tokenizer = {
    json: folder.json(`${base}tokenizer.json`),
    config: folder.has(`${base}tokenizer_config.json`) ? folder.json(`${base}tokenizer_config.json`) : {},
  };
  const offset = config.model_type === 'xlm-roberta' ? (config.pad_token_id ?? 1) + 1 : 0;
  const definition: EncoderDefinition = {
    name: folder.name,
    family: config.model_type,
    vocabulary: config.vocab_size,
    hidden: config.hidden_size,
    layers: config.num_hidden_layers,
    heads: config.num_attention_heads,
    intermediate: config.intermediate_size,
    positions: config.max_position_embeddings,
    positionOffset: offset,
    tokenTypes: config.type_vocab_size,
    layerNormEps: config.layer_norm_eps,
    pooling,
    dense,
    dimensions: embeddingSize(folder.name, config.hidden_size, dense),
    normalize,
    maxLength: longestText(folder, base, config.max_position_embeddings - offset, tokenizer.config),
    prompts: spoken.prompts,
  };
  const { weights, parts } = await readWeights(folder, base);
  await readDenseWeights(folder, dense, weights, parts);
  for (const name of ['config.json', 'tokenizer.json']) parts.set(name, folder.bytes(`${base}${name}`));
  return {
    definition,
    weights,
    tokenizer,
    sha256: await sha256OfParts(parts),
    revision: config._commit_hash ?? null,
    bytes: folder.bytesRead(),
    warnings: [...warnings, ...spoken.warnings],
    raw: folder.small,
    weightsPath: `${base}model.safetensors`,
  };
}

/** Old encoders have their pieces alone, from which the tokenizer's rules cannot be told. */
function requireFastTokenizer(folder: Folder, base: string): void {
  if (folder.has(`${base}tokenizer.json`)) return;
  const old = ['sentencepiece.bpe.model', 'spiece.model', 'vocab.txt'].find((file) =>
    folder.has(base + file),
  );
  if (old === undefined) return;
  throw refuse(
    folder.name,
    `the tokenizer is in ${base}${old}, which cannot be read; ${base}tokenizer.json is missing.`,
    'Save it once more with AutoTokenizer of transformers, which writes tokenizer.json.',
  );
}

/** The least of what the positions allow and what the encoder's own limits say, in tokens. */
function longestText(folder: Folder, base: string, positions: number, tokenizer: unknown): number {
  const path = ['sentence_bert_config.json', `${base}sentence_bert_config.json`].find((name) =>
    folder.has(name),
  );
  const settings = path ? parseFile(folder, path, sentenceBertConfig) : {};
  if (settings.do_lower_case) {
    throw refuse(
      `${folder.name}/${path}`,
      'texts are lower-cased outside the tokenizer, which cannot be run.',
      ANOTHER,
    );
  }
  const own = settings.max_seq_length;
  const { model_max_length } = parseBy(
    tokenizerConfig,
    tokenizer,
    `${folder.name}/${base}tokenizer_config.json`,
    REMEDY,
  );
  const longest = Math.floor(Math.min(own ?? model_max_length ?? Infinity, positions));
  if (longest < 3) {
    throw refuse(
      `${folder.name}/${base}config.json`,
      `max_position_embeddings leaves room for ${longest} tokens only.`,
    );
  }
  return longest;
}
