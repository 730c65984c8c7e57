/** `npm run bench -- encode [cpu,wasm,webgpu]`: texts per second of the bundled encoder on each backend at hand. */
import { selectTexts } from '../src/core/selectTexts';
import { createEncoder } from '../src/engine/encoder';
import { encodeTexts } from '../src/engine/encode';
import { allocatedBytes, countDispatches, peakBytes } from '../src/engine/memory';
import { startTestBackend } from '../src/engine/testing/backends';
import { readMaterial } from './support/material';
import { megabytes, printTable } from './support/table';
import { timed } from './support/timed';

const { definition, weights, passages } = await readMaterial();
/** The slow backends get fewer texts: every k-th passage, so of all languages and lengths. */
const COUNTS = { cpu: 60, wasm: 2000, webgpu: 60 } as const;
const rows = [];

for (const backend of (process.argv[2]?.split(',') ?? ['cpu', 'wasm', 'webgpu']) as (
  'cpu' | 'wasm' | 'webgpu'
)[]) {
  const { adapter, threads } = await startTestBackend(backend);
  const encoder = createEncoder(definition, weights);
  const every = Math.floor((passages.offsets.length - 1) / COUNTS[backend]);
  const table = selectTexts(
    passages,
    Array.from({ length: COUNTS[backend] }, (_, i) => i * every),
  );
  for (const batchTokens of backend === 'wasm' ? [512, 1024, 2048, 4096, 8192] : [2048]) {
    const encodeAll = async (): Promise<void> => {
      const run = encodeTexts(encoder, table, { batchTokens });
      while (!(await run.next()).done);
    };
    const peak = await peakBytes(encodeAll);
    let dispatches = 0;
    const { seconds, processor } = await timed(async () => {
      dispatches = await countDispatches(encodeAll);
    });
    rows.push({
      backend,
      adapter: adapter ?? '',
      threads,
      'tokens a batch': batchTokens,
      texts: COUNTS[backend],
      'texts/s': Math.round(COUNTS[backend] / seconds),
      'tokens/s': Math.round(table.ids.length / seconds),
      'processor s': processor.toFixed(2),
      dispatches,
      'peak MB of tensors': megabytes(peak),
      'MB allocated': megabytes(allocatedBytes()),
    });
  }
  encoder.dispose();
}
printTable('Encoding isoglot-nano, passages of Isoglot-QA', rows);
process.exit(0);
