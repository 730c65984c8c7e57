/**
 * `ISOGLOT_PYTHON=... npm run bench -- against-pytorch [steps [encoder]]`: one training step on wasm beside the same step of
 * PyTorch, both on one thread of the same core, in turns;
 * a step's time is the median of a turn, the least of three turns.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EncoderDefinition, Weights } from '../src/core/encoderDefinition';
import { textCount, tokensOf } from '../src/core/tokens';
import type { TokenTable } from '../src/core/tokens';
import { createEncoder } from '../src/engine/encoder';
import { parameterShapes } from '../src/engine/parameters';
import { startTestBackend } from '../src/engine/testing/backends';
import { contrastiveInput } from '../src/engine/losses/terms';
import { createTrainer } from '../src/engine/trainer';
import { readMaterial, spreadPairs } from './support/material';
import { median, pinThisProcess, runOnOneThread } from './support/pinned';
import { requirePython } from './support/python';
import { printTable } from './support/table';

const PAIRS = 32;
const TURNS = 3;
const steps = Number(process.argv[2] ?? 10);
const wanted = process.argv[3];
const python = requirePython('torch', 'transformers');
const pinned = pinThisProcess();
await startTestBackend('wasm');
const material = await readMaterial();
const { definition: nano, weights: nanoWeights } = material;
const { own, relevant } = spreadPairs(material, PAIRS);
const larger: EncoderDefinition = {
  ...nano,
  name: '6 x 384',
  layers: 6,
  hidden: 384,
  heads: 12,
  intermediate: 1536,
  dimensions: 384,
};

/** Any numbers of a usual size: what they are makes no difference to the time. */
function someWeights(definition: EncoderDefinition): Weights {
  const weights: Weights = new Map();
  for (const [name, shape] of parameterShapes(definition)) {
    const data = Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) =>
      name.endsWith('LayerNorm.weight') ? 1 : 0.03 * Math.sin(i * 12.9898),
    );
    weights.set(name, { shape, data });
  }
  return weights;
}

interface Timing {
  milliseconds: number[];
  /** Processor time, which other programs on the machine lengthen less. */
  processor: number[];
  losses: number[];
  rows: number;
  version: string;
}

async function timeOurs(definition: EncoderDefinition, weights: Weights): Promise<Timing> {
  const encoder = createEncoder(definition, weights);
  const trainer = createTrainer(encoder, {
    weightDecay: 0.01,
    clipNorm: 1,
  });
  const input = contrastiveInput(own, relevant, { temperature: 0.05, direction: 'one-way' });
  const timing: Timing = {
    milliseconds: [],
    processor: [],
    losses: [],
    rows: own.ids.length + relevant.ids.length,
    version: '',
  };
  for (let step = 0; step <= steps; step++) {
    const start = performance.now();
    const before = process.cpuUsage();
    const { loss } = await trainer.step(input, 1e-4);
    const { user, system } = process.cpuUsage(before);
    if (step > 0) {
      timing.milliseconds.push(performance.now() - start);
      timing.processor.push((user + system) / 1000);
    }
    timing.losses.push(loss);
  }
  trainer.dispose();
  encoder.dispose();
  return timing;
}

function timePyTorch(definition: EncoderDefinition, directory: string | null): Timing {
  const { vocabulary, hidden, layers, heads, intermediate, positions, tokenTypes, layerNormEps } = definition;
  const texts = (table: TokenTable) =>
    Array.from({ length: textCount(table) }, (_, text) => [...tokensOf(table, text)]);
  const config = {
    vocab_size: vocabulary,
    hidden_size: hidden,
    num_hidden_layers: layers,
    num_attention_heads: heads,
    intermediate_size: intermediate,
    pad_token_id: 1,
    max_position_embeddings: positions,
    type_vocab_size: tokenTypes,
    layer_norm_eps: layerNormEps,
  };
  const task = { encoder: directory, config, queries: texts(own), passages: texts(relevant), steps };
  mkdirSync('.cache/bench', { recursive: true });
  const file = join('.cache/bench', 'pytorch-task.json');
  writeFileSync(file, JSON.stringify(task));
  return JSON.parse(runOnOneThread(python, ['bench/support/pytorch_step.py', file])) as Timing;
}

const rows = [];
for (const [definition, weights, directory] of [
  [nano, nanoWeights, 'public/encoders/isoglot-nano'],
  [larger, someWeights(larger), null],
] as const) {
  if (wanted && wanted !== definition.name) continue;
  const turns: { ours: Timing; theirs: Timing }[] = [];
  for (let turn = 0; turn < TURNS; turn++)
    turns.push({ theirs: timePyTorch(definition, directory), ours: await timeOurs(definition, weights) });
  const [ours, theirs] = (['ours', 'theirs'] as const).map((side) => turns.map((turn) => turn[side])) as [
    Timing[],
    Timing[],
  ];
  const least = (timings: readonly Timing[], kind: 'milliseconds' | 'processor'): number =>
    Math.min(...timings.map((timing) => median(timing[kind])));
  for (const [name, timings] of [
    ['Isoglot, wasm', ours],
    [`PyTorch ${theirs[0]!.version}`, theirs],
  ] as const)
    rows.push({
      encoder: definition.name,
      engine: name,
      'token rows': timings[0]!.rows,
      'ms a step': least(timings, 'milliseconds').toFixed(0),
      'processor ms a step': least(timings, 'processor').toFixed(0),
      'times PyTorch': (least(timings, 'processor') / least(theirs, 'processor')).toFixed(2),
      'processor ms of each turn': timings.map(({ processor }) => median(processor).toFixed(0)).join(', '),
      'first loss': directory ? timings[0]!.losses[0]!.toFixed(4) : '',
      'last loss': directory ? timings[0]!.losses.at(-1)!.toFixed(4) : '',
    });
}
printTable(
  `One update of all parameters, ${PAIRS} pairs of Isoglot-QA, one thread${pinned ? ', pinned to one core' : ''}`,
  rows,
);
process.exit(0);
