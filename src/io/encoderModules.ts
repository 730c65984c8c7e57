/** What `modules.json` puts behind the Transformer: pooling, dense layers, normalisation. */
import type { z } from 'zod';
import type { DenseDefinition, EncoderDefinition } from '../core/encoderDefinition';
import { denseConfig, encoderModules, poolingConfig } from '../protocol/encoderFiles';
import { ANOTHER, parseFile, refuse, type Folder } from './encoderFolder';

/** The modules of an encoder, in the order in which they run. */
export interface Arrangement {
  /** Folder of the Transformer module, `''` or ending in `/`. */
  base: string;
  pooling: EncoderDefinition['pooling'];
  dense: DenseDefinition[];
  normalize: boolean;
  /** What was assumed, in plain words. */
  warnings: string[];
}

const ORDER = /^Transformer, Pooling(, Dense)*(, Normalize)?$/;

/** A folder without modules, as `transformers` writes it; sentence-transformers takes the mean then, too. */
const PLAIN: Arrangement = {
  base: '',
  pooling: 'mean',
  dense: [],
  normalize: false,
  warnings: [
    'modules.json is missing: the mean of all tokens is taken, as sentence-transformers does with a plain folder of Hugging Face.',
  ],
};

/**
 * Reads `modules.json` and the folders it names. Without it, and without a folder that it would name, the mean is taken.
 * @throws IsoglotError `bad-encoder` or `bad-format` naming the file, when a module cannot be run.
 */
export function arrangeModules(folder: Folder): Arrangement {
  if (!folder.has('modules.json') && folder.has('config.json') && !folder.has('1_Pooling/config.json')) {
    return PLAIN;
  }
  const where = `${folder.name}/modules.json`;
  const modules = parseFile(folder, 'modules.json', encoderModules).map(({ path, type }) => ({
    path: path.replace(/\/$/, ''),
    kind: type.slice(type.lastIndexOf('.') + 1),
  }));
  const stranger = modules.find(
    ({ kind }) => !['Transformer', 'Pooling', 'Dense', 'Normalize'].includes(kind),
  );
  if (stranger) {
    throw refuse(
      where,
      `the encoder has a module "${stranger.kind}"; only Transformer, Pooling, Dense and Normalize can be run.`,
      ANOTHER,
    );
  }
  const order = modules.map(({ kind }) => kind).join(', ');
  if (!ORDER.test(order)) {
    throw refuse(
      where,
      `the modules are ${order}; expected are Transformer, Pooling, perhaps some Dense, and perhaps Normalize.`,
      ANOTHER,
    );
  }
  const [transformer, pooling, ...rest] = modules;
  return {
    base: below(transformer!.path, ''),
    pooling: readPooling(folder, below(pooling!.path, 'config.json')),
    dense: rest.filter(({ kind }) => kind === 'Dense').map(({ path }) => readDense(folder, path)),
    normalize: order.endsWith('Normalize'),
    warnings: [],
  };
}

/**
 * Checks that each dense layer takes what comes before it, and gives the size of the embedding.
 * @throws IsoglotError `bad-encoder` naming the layer that does not.
 */
export function embeddingSize(name: string, hidden: number, dense: readonly DenseDefinition[]): number {
  let size = hidden;
  for (const { path, inputs, outputs } of dense) {
    if (inputs !== size) {
      throw refuse(
        `${name}/${path}/config.json`,
        `in_features is ${inputs}, but ${size} numbers come into the layer.`,
      );
    }
    size = outputs;
  }
  return size;
}

const FLAGS = {
  pooling_mode_cls_token: 'cls',
  pooling_mode_max_tokens: 'max',
  pooling_mode_mean_tokens: 'mean',
  pooling_mode_mean_sqrt_len_tokens: 'mean_sqrt_len_tokens',
  pooling_mode_weightedmean_tokens: 'weightedmean',
  pooling_mode_lasttoken: 'lasttoken',
} as const;

function readPooling(folder: Folder, path: string): EncoderDefinition['pooling'] {
  const config = parseFile(folder, path, poolingConfig);
  if (!config.include_prompt) {
    throw refuse(
      `${folder.name}/${path}`,
      'the pooling leaves the prompt out, which cannot be run.',
      ANOTHER,
    );
  }
  const modes = namedModes(config);
  const [mode] = modes;
  if (modes.length === 1 && (mode === 'mean' || mode === 'cls' || mode === 'max')) return mode;
  throw refuse(
    `${folder.name}/${path}`,
    `the pooling is ${modes.join(' and ') || 'none'}; only mean, cls or max alone can be run.`,
    ANOTHER,
  );
}

function namedModes(config: z.output<typeof poolingConfig>): string[] {
  if (config.pooling_mode !== undefined) return [config.pooling_mode].flat();
  return Object.entries(FLAGS).flatMap(([flag, mode]) => (config[flag as keyof typeof FLAGS] ? [mode] : []));
}

const ACTIVATIONS: Readonly<Record<string, DenseDefinition['activation'] | undefined>> = {
  'torch.nn.modules.linear.Identity': 'identity',
  'torch.nn.modules.activation.Tanh': 'tanh',
  'torch.nn.modules.activation.ReLU': 'relu',
  'torch.nn.modules.activation.GELU': 'gelu',
  'torch.nn.modules.activation.Sigmoid': 'sigmoid',
};

const SENTENCE = 'sentence_embedding';

function readDense(folder: Folder, path: string): DenseDefinition {
  const file = below(path, 'config.json');
  const where = `${folder.name}/${file}`;
  const config = parseFile(folder, file, denseConfig);
  const { module_input_name: input = SENTENCE, module_output_name: output = input } = config;
  const ends = [input, output];
  if (ends.some((end) => end && end !== SENTENCE)) {
    throw refuse(
      where,
      `the layer goes from ${ends.join(' to ')}; only one from ${SENTENCE} to ${SENTENCE} can be run.`,
      ANOTHER,
    );
  }
  if (config.use_residual)
    throw refuse(where, 'the layer has a residual connection, which cannot be run.', ANOTHER);
  const activation = ACTIVATIONS[config.activation_function];
  if (!activation) {
    throw refuse(
      where,
      `the activation "${config.activation_function}" cannot be run; Identity, Tanh, ReLU, GELU and Sigmoid of PyTorch can.`,
      ANOTHER,
    );
  }
  return { path, inputs: config.in_features, outputs: config.out_features, bias: config.bias, activation };
}

function below(path: string, file: string): string {
  return path === '' ? file : `${path}/${file}`;
}
