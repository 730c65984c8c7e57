/** The files of a sentence-transformers folder. Unknown fields are let through; sizes are bounded. */
import { z } from 'zod';

const count = (max: number) => z.number().int().min(1).max(max);

/** What of `config.json` says which kind of model it is; whether that kind can be run is judged by `io/`. */
export const modelKind = z.looseObject({
  model_type: z.string().max(100),
  hidden_act: z.string().max(100).default('gelu'),
  position_embedding_type: z.string().max(100).default('absolute'),
  is_decoder: z.boolean().default(false),
});

/** `config.json` of a BERT or XLM-RoBERTa encoder. */
export const encoderConfig = z.looseObject({
  model_type: z.enum(['bert', 'xlm-roberta']),
  vocab_size: count(2_000_000),
  hidden_size: count(16_384),
  num_hidden_layers: count(128),
  num_attention_heads: count(256),
  intermediate_size: count(65_536),
  max_position_embeddings: count(131_072),
  type_vocab_size: count(16).default(2),
  layer_norm_eps: z.number().positive().max(0.1).default(1e-12),
  pad_token_id: z.number().int().min(0).nullish(),
  /** Where a tool had it from: a hub id or a path. */
  _name_or_path: z.string().max(1000).nullish(),
  /** Commit on the hub, where a tool has left it. */
  _commit_hash: z.string().max(100).nullish(),
});

/** `modules.json`: what runs one after the other, by the last part of its class name. */
export const encoderModules = z
  .array(z.looseObject({ path: z.string().max(200), type: z.string().max(200) }))
  .min(1)
  .max(20);

/** `1_Pooling/config.json`: one flag a mode, or since sentence-transformers 5.7 the mode's name. */
export const poolingConfig = z.looseObject({
  pooling_mode: z.union([z.string().max(100), z.array(z.string().max(100)).max(10)]).optional(),
  pooling_mode_cls_token: z.boolean().default(false),
  pooling_mode_mean_tokens: z.boolean().default(false),
  pooling_mode_max_tokens: z.boolean().default(false),
  pooling_mode_mean_sqrt_len_tokens: z.boolean().default(false),
  pooling_mode_weightedmean_tokens: z.boolean().default(false),
  pooling_mode_lasttoken: z.boolean().default(false),
  include_prompt: z.boolean().default(true),
});

/** `2_Dense/config.json`. The defaults are those of sentence-transformers. */
export const denseConfig = z.looseObject({
  in_features: count(65_536),
  out_features: count(65_536),
  bias: z.boolean().default(true),
  activation_function: z.string().max(200).default('torch.nn.modules.activation.Tanh'),
  module_input_name: z.string().max(100).nullish(),
  module_output_name: z.string().max(100).nullish(),
  use_residual: z.boolean().nullish(),
});

/** `sentence_bert_config.json`. */
export const sentenceBertConfig = z.looseObject({
  max_seq_length: count(131_072).nullish(),
  do_lower_case: z.boolean().nullish(),
});

/** `config_sentence_transformers.json`. */
export const sentenceTransformersConfig = z.looseObject({
  prompts: z.record(z.string(), z.string().max(2_000)).nullish(),
  default_prompt_name: z.string().max(200).nullish(),
  similarity_fn_name: z.string().max(100).nullish(),
  truncate_dim: z.number().int().min(1).nullish(),
});

const specialToken = z.union([z.string(), z.looseObject({ content: z.string() })]).nullish();

/** `tokenizer_config.json`. Some tools write 1e30 for "no limit". */
export const tokenizerConfig = z.looseObject({
  model_max_length: z.number().positive().nullish(),
  pad_token: specialToken,
  unk_token: specialToken,
  eos_token: specialToken,
});

/** `model.safetensors.index.json`: which file holds which tensor. */
export const weightIndex = z.looseObject({ weight_map: z.record(z.string(), z.string()) });
