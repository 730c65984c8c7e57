/** `npm run bench -- dispatches [tiled]`: GPU programs of a training step of encoders of 2, 4 and 12 layers, 32 wide. */
import type { EncoderDefinition } from '../src/core/encoderDefinition';
import { createEncoder } from '../src/engine/encoder';
import { countDispatches } from '../src/engine/memory';
import { startTestBackend } from '../src/engine/testing/backends';
import { tokenTable } from '../src/engine/testing/fixtures';
import { contrastiveInput } from '../src/engine/losses/terms';
import { createTrainer } from '../src/engine/trainer';
import { madeWeights, smallDefinition } from './support/madeEncoder';
import { printTable } from './support/table';

const PAIRS = 4;
const variant = process.argv[2] === 'tiled' ? 'tiled' : 'barrier-free';
await startTestBackend('webgpu', { variant });

/** Texts of different lengths, none of them padded to another. */
const texts = tokenTable(
  Array.from({ length: PAIRS }, (_, text) =>
    Array.from({ length: 5 + 3 * text }, (_, i) => 3 + ((7 * i + text) % 90)),
  ),
);

async function programsOfStep(layers: number): Promise<number> {
  const definition: EncoderDefinition = { ...smallDefinition, layers };
  const encoder = createEncoder(definition, madeWeights(definition));
  const trainer = createTrainer(encoder, {
    weightDecay: 0.01,
    clipNorm: 1,
  });
  const step = (): Promise<unknown> =>
    trainer.step(contrastiveInput(texts, texts, { temperature: 0.05, direction: 'one-way' }), 1e-4);
  await step();
  const programs = await countDispatches(step);
  trainer.dispose();
  encoder.dispose();
  return programs;
}

const rows = [];
for (const layers of [2, 4, 12]) rows.push({ layers, 'programs of a step': await programsOfStep(layers) });
const [{ 'programs of a step': two }, { 'programs of a step': four }] = rows as [
  (typeof rows)[0],
  (typeof rows)[0],
];
printTable(`GPU programs of a training step, ${(four - two) / 2} a layer, ${variant} kernels`, rows);
process.exit(0);
