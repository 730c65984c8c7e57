import { resolve } from 'node:path';
import { z } from 'zod';
import { mixInWords } from '../../core/batches/mixInWords';
import { memoryBudget } from '../../engine/budget';
import { drain } from '../../experiment/progress';
import { tokenizeCorpus } from '../../experiment/stage';
import { checkMemory } from '../../experiment/stepMemory';
import { checkRun } from '../../experiment/train';
import { backendRequest, type Configuration, type HistoryEvent } from '../../protocol';
import { requireFit } from '../checkpointFit';
import type { Interruption } from '../interruption';
import { openBackend, openAllData, openEncoder } from '../open';
import { parseOptions } from '../options';
import type { ProgressLine } from '../progress';
import { sayEvent } from '../sayEvent';
import { readConfiguration } from '../readConfiguration';
import { runFolder } from '../runFolder';
import { trainInFolder } from '../trainInFolder';

const schema = z
  .object({
    config: z.string().optional(),
    out: z.string().optional(),
    resume: z.string().optional(),
    encoder: z.string().optional(),
    data: z.string().optional(),
    backend: backendRequest.optional(),
  })
  .refine(({ config, resume }) => (config === undefined) !== (resume === undefined), {
    path: ['config'],
    message: 'Give either --config FILE with --out DIR, or --resume DIR',
  })
  .refine(
    ({ out, resume }) => out === undefined || resume === undefined || resolve(out) === resolve(resume),
    {
      path: ['out'],
      message: 'A run goes on in its own folder: leave --out away with --resume',
    },
  )
  .refine(({ out, resume }) => out !== undefined || resume !== undefined, {
    path: ['out'],
    message: 'Give --out DIR',
  });

/**
 * One run: train, evaluate before, during and after. Writes `result.json`, `history.jsonl`, `checkpoint/` and
 * `encoder/`; `--resume` goes on in the folder of an earlier run. Returns the exit code: 0, or 130 if interrupted.
 */
export async function trainVerb(
  args: string[],
  progress: ProgressLine,
  interruption: Interruption,
): Promise<number> {
  const text = { type: 'string' } as const;
  const options = parseOptions(
    args,
    { config: text, out: text, resume: text, encoder: text, data: text, backend: text },
    schema,
  );
  const { resume } = options;
  const folder = runFolder(options.out ?? resume!);
  const read = resume === undefined ? await readConfiguration(options.config!) : await folder.configuration();
  const asked = {
    ...read,
    encoder: options.encoder ?? read.encoder,
    data: options.data ?? read.data,
    backend: options.backend ?? read.backend,
  };
  const past = resume === undefined ? null : await folder.past();
  const encoder = await openEncoder(asked.encoder, progress);
  for (const warning of encoder.summary.warnings) progress.say(`warning: ${warning}`);
  const { data, configuration: opened } = await openAllData(asked, progress);
  // A branch of a hub moves on; a run goes on with the commit that it began with.
  const configuration = {
    ...opened,
    encoder: encoder.summary.source ?? asked.encoder,
  };
  checkRun(data, encoder.files.definition, configuration);
  if (past) {
    for (const warning of past.warnings) progress.say(`warning: ${warning}`);
    requireFit(past.checkpoint, encoder.files.definition, configuration, past.file);
  }
  const backend = await openBackend(configuration.backend);
  const corpus = await drain(tokenizeCorpus(encoder, data, configuration), progress.show);
  checkMemory(corpus, configuration, memoryBudget(), backend.used === 'webgpu', past !== null);
  progress.say(headline(configuration, `${encoder.summary.name} on ${data.summary.name}, ${backend.used}`));
  interruption.hold();
  const run = trainInFolder({ folder, configuration, corpus, backend, past });
  let turn = await run.next();
  while (!turn.done) {
    if (turn.value.type === 'progress') progress.show(turn.value);
    else sayEvent(turn.value, configuration.steps, progress);
    turn = await run.next(interruption.asked() ? 'leave' : 'go');
  }
  const history = turn.value;
  if (!history.some((event) => event.type === 'done')) {
    progress.say(interrupted(history, folder.path));
    return 130;
  }
  progress.say(`Done: ${folder.path}/result.json`);
  return 0;
}

/** What an interrupted run leaves: a checkpoint of its last step, or an older one where writing failed. */
function interrupted(history: readonly HistoryEvent[], path: string): string {
  const kept = history.findLast((event) => event.type === 'checkpoint')?.step;
  const made = history.findLast((event) => event.type === 'step')?.step ?? 0;
  const goOn = `npm run -s isoglot -- train --resume ${path}`;
  if (kept === undefined)
    return `Interrupted, and nothing could be saved of ${made} steps: see the warning above.`;
  if (kept < made)
    return `Interrupted; step ${made} could not be saved. Go on from step ${kept} with  ${goOn}`;
  return `Interrupted and saved: go on with  ${goOn}`;
}

function headline(configuration: Configuration, on: string): string {
  const { name, steps, seed } = configuration;
  return `${name}: ${mixInWords(configuration)}, ${steps} steps, seed ${seed}, ${on}`;
}
