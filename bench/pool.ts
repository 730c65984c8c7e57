/**
 * `npm run bench -- pool [steps]`: GPU memory over training steps with batches of mixed lengths, of an encoder of 2
 * layers, 32 wide; 2,000 steps by default.
 */
import { createRng } from '../src/core/rng';
import type { TokenTable } from '../src/core/tokens';
import { createEncoder } from '../src/engine/encoder';
import { allocatedBytes } from '../src/engine/memory';
import { startTestBackend } from '../src/engine/testing/backends';
import { tokenTable } from '../src/engine/testing/fixtures';
import { contrastiveInput } from '../src/engine/losses/terms';
import { createTrainer } from '../src/engine/trainer';
import { madeWeights, smallDefinition } from './support/madeEncoder';
import { printTable } from './support/table';

const PAIRS = 4;
const STEPS = Number(process.argv[2] ?? 2000);
const LINES = 8;

await startTestBackend('webgpu');
const encoder = createEncoder(smallDefinition, madeWeights(smallDefinition));
const trainer = createTrainer(encoder, {
  weightDecay: 0.01,
  clipNorm: 1,
});
const rng = createRng(3);
/** Each text 3 to 40 tokens long, so that hardly two batches are of one size. */
const texts = (): TokenTable =>
  tokenTable(
    Array.from({ length: PAIRS }, () =>
      Array.from({ length: 3 + rng.int(38) }, () => rng.int(smallDefinition.vocabulary)),
    ),
  );

const rows = [];
const start = performance.now();
for (let step = 1; step <= STEPS; step++) {
  await trainer.step(contrastiveInput(texts(), texts(), { temperature: 0.05, direction: 'one-way' }), 1e-4);
  if (step === 1 || step === 20 || step % (STEPS / LINES) === 0)
    rows.push({
      step,
      'MB allocated': (allocatedBytes()! / 2 ** 20).toFixed(2),
      'ms a step': ((performance.now() - start) / step).toFixed(1),
    });
}
printTable('GPU memory over steps of mixed lengths', rows);
process.exit(0);
