/** `npm run bench -- train-step [cpu,wasm,webgpu]`: one update of the bundled encoder with 32 pairs on each backend at hand. */
import { createEncoder } from '../src/engine/encoder';
import { allocatedBytes, countDispatches, peakBytes } from '../src/engine/memory';
import { estimateStep } from '../src/engine/memoryEstimate';
import { startTestBackend } from '../src/engine/testing/backends';
import { ALL_TRAINED } from '../src/engine/trainable';
import { contrastiveInput } from '../src/engine/losses/terms';
import { createTrainer } from '../src/engine/trainer';
import { readMaterial, spreadPairs } from './support/material';
import { megabytes, printTable } from './support/table';
import { timed } from './support/timed';

const PAIRS = 32;
const STEPS = { cpu: 1, wasm: 20, webgpu: 2 } as const;
const material = await readMaterial();
const { definition, weights } = material;

const { own, relevant } = spreadPairs(material, PAIRS);
const input = contrastiveInput(own, relevant, { temperature: 0.05, direction: 'one-way' });
const rows = [];

for (const backend of (process.argv[2]?.split(',') ?? ['cpu', 'wasm', 'webgpu']) as (
  'cpu' | 'wasm' | 'webgpu'
)[]) {
  const { adapter, threads } = await startTestBackend(backend);
  const encoder = createEncoder(definition, weights);
  const trainer = createTrainer(encoder, {
    weightDecay: 0.01,
    clipNorm: 1,
  });
  const step = (): Promise<unknown> => trainer.step(input, 1e-4);
  const first = performance.now();
  const dispatches = await countDispatches(step);
  const warmUp = performance.now() - first;
  const { seconds, processor } = await timed(async () => {
    for (let i = 0; i < STEPS[backend]; i++) await step();
  });
  const estimate = estimateStep(
    definition,
    ALL_TRAINED,
    { texts: [input.texts], dropout: 0, chunkTexts: 0 },
    backend === 'webgpu',
  );
  const perStep = (total: number): number => Math.round((total * 1000) / STEPS[backend]);
  rows.push({
    backend,
    adapter: adapter ?? '',
    threads,
    tokens: own.ids.length + relevant.ids.length,
    'first step ms': Math.round(warmUp),
    'ms/step': perStep(seconds),
    'processor ms/step': perStep(processor),
    dispatches,
    'peak MB of tensors': megabytes(await peakBytes(step)),
    'MB estimated': megabytes(estimate.total),
    'MB allocated': megabytes(allocatedBytes()),
  });
  trainer.dispose();
  encoder.dispose();
}
printTable(`One update of isoglot-nano, ${PAIRS} pairs of Isoglot-QA`, rows);
process.exit(0);
