import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openBackend, openData, openEncoder } from '../src/cli/open';
import { createProgressLine } from '../src/cli/progress';
import { parseConfiguration } from '../src/io/configurationFile';
import { drain } from '../src/experiment/progress';
import { setStage, tokenizeCorpus } from '../src/experiment/stage';
import { train } from '../src/experiment/train';
import type { Configuration, Scores } from '../src/protocol';

/**
 * What 200 steps of each strategy do to isoglot-nano on three held-out domains of Isoglot-QA, over several seeds,
 * beside one run of an independent PyTorch implementation with another random stream.
 *
 *     npm run bench -- strategies [--seeds 3] [--steps 200]
 */
const { values } = parseArgs({ options: { seeds: { type: 'string' }, steps: { type: 'string' } } });
const seeds = Number(values.seeds ?? 3);

/** Mo, Cr, Mul, rank distance: PyTorch, one seed. */
const PYTORCH: Record<string, number[]> = {
  untouched: [0.5456, 0.3535, 0.2237, 441.7],
  'x-x-mono': [0.572, 0.3619, 0.2275, 443.4],
  'x-y': [0.5596, 0.3671, 0.2417, 404.6],
  hybrid: [0.5715, 0.3677, 0.238, 420.2],
};

const figuresOf = ({ monolingual, crosslingual, multilingual, languageBias }: Scores): number[] => [
  monolingual.map!,
  crosslingual.map!,
  multilingual.map!,
  languageBias.rankDistance.mean!,
];

async function run(configuration: Configuration): Promise<{ before: number[]; after: number[] }> {
  const progress = createProgressLine();
  const encoder = await openEncoder(join('public/encoders', configuration.encoder), progress);
  const data = await openData(join('public/data', configuration.data), configuration.format, progress);
  const stage = setStage(
    await drain(tokenizeCorpus(encoder, data, configuration), () => undefined),
    configuration,
  );
  const evaluations: number[][] = [];
  try {
    for await (const event of train(stage, configuration, { keep: async () => undefined })) {
      if (event.type === 'evaluation') evaluations.push(figuresOf(event.scores));
    }
  } finally {
    stage.encoder.dispose();
  }
  return { before: evaluations[0]!, after: evaluations.at(-1)! };
}

const mean = (rows: number[][]) =>
  rows[0]!.map((_, i) => rows.reduce((sum, row) => sum + row[i]!, 0) / rows.length);
const spread = (rows: number[][]) => {
  const centre = mean(rows);
  const squares = rows.map((row) => row.map((value, i) => (value - centre[i]!) ** 2));
  return mean(squares).map((value) => Math.sqrt((value * rows.length) / Math.max(1, rows.length - 1)));
};
const cells = (row: number[]) => row.map((value, i) => value.toFixed(i < 3 ? 4 : 1)).join(' | ');
const line = (name: string, seed: string, row: number[]) =>
  console.log(`| ${name} | ${seed} | ${cells(row)} |`);

const backend = await openBackend('wasm');
console.log(
  `isoglot-nano, Isoglot-QA, law, medicine and sports held out; ${backend.used}, ${backend.threads} thread(s)\n`,
);
console.log('| | seed | Mo mAP | Cr mAP | Mul mAP | rank distance |\n|---|---|---|---|---|---|');
line('untouched, PyTorch', '', PYTORCH.untouched!);
let untouched = false;
for (const id of ['x-x-mono', 'x-y', 'hybrid']) {
  const path = join('public/presets', `${id}.json`);
  const preset = parseConfiguration(readFileSync(path, 'utf8'), path);
  const steps = values.steps ? Number(values.steps) : preset.steps;
  const after: number[][] = [];
  for (let seed = 0; seed < seeds; seed++) {
    const figures = await run({ ...preset, seed, steps, evaluateEvery: 0 });
    if (!untouched) line('untouched', '', figures.before);
    untouched = true;
    after.push(figures.after);
    line(id, String(seed), figures.after);
  }
  line(`**${id}, mean**`, `${seeds} seeds`, mean(after));
  line(`${id}, standard deviation`, `${seeds} seeds`, spread(after));
  line(`${id}, PyTorch`, '1 seed', PYTORCH[id]!);
}
