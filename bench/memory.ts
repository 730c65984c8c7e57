/** `npm run bench -- memory [wasm,webgpu]`: what a training step takes, beside what was estimated before it. */
import { createEncoder } from '../src/engine/encoder';
import { peakBytes } from '../src/engine/memory';
import { estimateStep } from '../src/engine/memoryEstimate';
import { startTestBackend } from '../src/engine/testing/backends';
import { ALL_TRAINED, type Trainable } from '../src/engine/trainable';
import { contrastiveInput } from '../src/engine/losses/terms';
import { createTrainer } from '../src/engine/trainer';
import { readMaterial, spreadPairs } from './support/material';
import { printTable } from './support/table';

const PAIRS = 32;
const material = await readMaterial();
const { definition, weights } = material;
const { own, relevant } = spreadPairs(material, PAIRS);

const LORA: Trainable = {
  ...ALL_TRAINED,
  lora: { rank: 8, alpha: 16, targets: ['query', 'value'], seed: 0 },
};
const CASES: [what: string, trainable: Trainable, options: { dropout: number; chunkTexts: number }][] = [
  ['everything', ALL_TRAINED, { dropout: 0, chunkTexts: 0 }],
  ['everything, dropout 0.1', ALL_TRAINED, { dropout: 0.1, chunkTexts: 0 }],
  ['everything, 8 texts at once', ALL_TRAINED, { dropout: 0, chunkTexts: 8 }],
  ['all but the embeddings', { ...ALL_TRAINED, embeddings: 'frozen' }, { dropout: 0, chunkTexts: 0 }],
  ['LoRA, rank 8', LORA, { dropout: 0, chunkTexts: 0 }],
  ['LoRA, rank 8, 8 texts at once', LORA, { dropout: 0, chunkTexts: 8 }],
];

const mb = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);
const input = contrastiveInput(own, relevant, { temperature: 0.05, direction: 'one-way' });
const rows = [];
for (const backend of (process.argv[2]?.split(',') ?? ['wasm', 'webgpu']) as ('wasm' | 'webgpu')[]) {
  await startTestBackend(backend);
  for (const [what, trainable, options] of CASES) {
    const encoder = createEncoder(definition, weights, trainable);
    const trainer = createTrainer(encoder, {
      weightDecay: 0.01,
      clipNorm: 1,
      ...options,
    });
    const measured = await peakBytes(() => trainer.step(input, 1e-4));
    const { total } = estimateStep(
      definition,
      trainable,
      { texts: [input.texts], ...options },
      backend === 'webgpu',
    );
    rows.push({
      trained: what,
      backend,
      'MB estimated': mb(total),
      'MB measured': mb(measured),
      ratio: (measured / total).toFixed(2),
    });
    trainer.dispose();
    encoder.dispose();
  }
}
printTable(
  `Memory of one update of isoglot-nano, ${PAIRS} pairs, ${own.ids.length + relevant.ids.length} tokens`,
  rows,
);
process.exit(0);
