import { z } from 'zod';
import { IsoglotError } from '../../core/errors';
import { memoryBudget } from '../../engine/budget';
import { drain } from '../../experiment/progress';
import { inWords } from '../../experiment/stepMemory';
import { checkStudy, createTokens, requireSame } from '../../experiment/study/check';
import { measurePace, type RunSeconds } from '../../experiment/study/pace';
import { baseOf, planStudy, type StudyRun } from '../../experiment/study/plan';
import { runStudy } from '../../experiment/study/run';
import { readTextFile } from '../../io/nodeFiles';
import { parseStudy } from '../../io/studyFile';
import type { Study, StudyRecord } from '../../protocol';
import { inTime } from '../inTime';
import type { Interruption } from '../interruption';
import { openBackend, openAllData, openEncoder } from '../open';
import { parseOptions } from '../options';
import type { ProgressLine } from '../progress';
import { sayEvent } from '../sayEvent';
import { studyFolder, type StudyFolder } from '../studyFolder';
import { takeLock } from '../studyLock';
import { studyPlace } from '../studyPlace';
import { makeFolder } from '../writeResult';

const schema = z
  .object({
    config: z.string().optional(),
    out: z.string().optional(),
    plan: z.boolean().default(false),
    report: z.boolean().default(false),
  })
  .refine(({ config, out }) => config !== undefined || out !== undefined, {
    path: ['config'],
    message: 'Give --config FILE and --out DIR, or the --out DIR of a study that goes on',
  })
  .refine(({ out, plan }) => out !== undefined || plan, { path: ['out'], message: 'Give --out DIR' })
  .refine(({ plan, report }) => !(plan && report), {
    path: ['plan'],
    message: 'Give --plan or --report, not both',
  });

/**
 * A grid of runs and its report, in a folder; goes on where it stopped. `--plan` says what would be done and does nothing,
 * `--report` writes the report of what is done.
 * Returns the exit code: 0, 130 if interrupted, 1 if a run failed.
 */
export async function studyVerb(
  args: string[],
  progress: ProgressLine,
  interruption: Interruption,
): Promise<number> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const { config, out, plan, report } = parseOptions(
    args,
    { config: text, out: text, plan: flag, report: flag },
    schema,
  );
  const folder = out === undefined ? null : studyFolder(out);
  const record = (await folder?.record()) ?? null;
  const asked = await askedFor(report ? undefined : config, record, out);
  if (report && folder && record) {
    progress.say(`${await folder.report(record)} of ${record.runs.length} runs: ${folder.path}/report.html`);
    return 0;
  }
  // Before anything is measured: whoever comes second should not wait for it.
  let release = record && folder && !plan ? await takeLock(folder.path) : null;
  try {
    const prepared = await prepare(asked, record, folder, progress);
    if (plan || !folder) {
      for (const { id } of prepared.runs)
        process.stdout.write(`${prepared.seconds.has(id) ? 'to make' : 'done   '}  ${id}\n`);
      return 0;
    }
    await makeFolder(folder.path);
    release ??= await takeLock(folder.path);
    interruption.hold();
    return await make(prepared, folder, progress, interruption);
  } finally {
    release?.();
  }
}

/** Reads, plans, checks and measures. Nothing is written. */
async function prepare(
  asked: Study,
  record: StudyRecord | null,
  folder: StudyFolder | null,
  progress: ProgressLine,
) {
  const base = baseOf(asked);
  const encoder = await openEncoder(record?.encoder.source ?? base.encoder, progress);
  const { source } = encoder.summary;
  // A branch of a hub moves on; a study goes on with the commit that it began with.
  const study: Study = source === undefined ? asked : { ...asked, base: { ...asked.base, encoder: source } };
  const { data } = await openAllData(base, progress);
  if (record) {
    const remedy = 'Bring the files back as they were, or begin anew with another --out.';
    const now = { encoder: encoder.summary, data: data.summary, moreData: data.more };
    requireSame(record, now, folder!.path, remedy);
  }
  const runs = await planStudy(study, data.summary, data.more);
  const backend = await openBackend(base.backend);
  const tokens = createTokens(encoder, data);
  progress.say(`${study.name}: checking ${runs.length} runs`);
  const bytes = await checkStudy(runs, encoder, data, tokens, memoryBudget(), backend.used === 'webgpu');
  const open = folder ? await openRuns(runs, folder) : runs;
  const seconds: RunSeconds =
    open.length > 0 ? await drain(measurePace(open, tokens), progress.show) : new Map<string, number>();
  const time = [...seconds.values()].reduce((sum, one) => sum + one, 0);
  const left = open.length > 0 ? `, about ${inTime(time)} on ${backend.used}` : '';
  progress.say(
    `${open.length} of ${runs.length} runs to make${left}; a step needs at most ${inWords(bytes)}`,
  );
  const names = runs.map(({ configuration: _configuration, ...cell }) => cell);
  const on = { encoder: encoder.summary, data: data.summary, moreData: data.more, backend };
  const facts = { study, ...on, runs: names };
  const begun: StudyRecord = { schema: 'isoglot/study-record@1', ...facts };
  return { begun, runs, tokens, backend, seconds };
}

/** Makes the runs that are not done, and writes the report. */
async function make(
  { begun, runs, tokens, backend, seconds }: Awaited<ReturnType<typeof prepare>>,
  folder: StudyFolder,
  progress: ProgressLine,
  interruption: Interruption,
): Promise<number> {
  try {
    await folder.begin(begun);
    const place = studyPlace({ folder, tokens, backend, say: (line) => progress.say(line) });
    const work = runStudy(runs, place, seconds);
    const warned = new Set<string>();
    let under: StudyRun | undefined;
    let turn = await work.next();
    for (; !turn.done; turn = await work.next(interruption.asked() ? 'leave' : 'go')) {
      const event = turn.value;
      if (event.type === 'progress') progress.show(event);
      else if (event.type === 'study') {
        const until = event.secondsLeft ? `, about ${inTime(event.secondsLeft)} left` : '';
        progress.say(`${event.done} of ${event.total} runs are done${until}`);
      } else if (event.type === 'study-run') {
        under = runs.find(({ id }) => id === event.id);
        if (event.state !== 'skipped')
          progress.say(`${event.id}: ${event.state}${event.reason ? `: ${event.reason}` : ''}`);
      } else if (event.type !== 'warning' || !warned.has(event.message)) {
        // What is true of one run is true of most: once is enough.
        if (event.type === 'warning') warned.add(event.message);
        sayEvent(event, under?.configuration.steps ?? 0, progress);
      }
    }
    await folder.report(begun);
    const report = `${folder.path}/report.html`;
    progress.say(
      {
        done: `Done: ${report}`,
        left: `Interrupted and saved: go on with  npm run -s isoglot -- study --out ${folder.path}`,
        incomplete: `Done but for the runs that failed, see above: ${report}`,
      }[turn.value],
    );
    return { done: 0, left: 130, incomplete: 1 }[turn.value];
  } catch (error) {
    throw goingOn(error, folder.path);
  }
}

async function askedFor(config: string | undefined, record: StudyRecord | null, out = ''): Promise<Study> {
  if (config === undefined && record === null) {
    const remedy = 'Give --config FILE, or the --out folder of an earlier study.';
    throw new IsoglotError({ code: 'bad-file', what: 'No study was begun here.', where: out, remedy });
  }
  if (config === undefined) return record!.study;
  const study = parseStudy(await readTextFile(config), config);
  if (record === null || record.study.name === study.name) return study;
  throw new IsoglotError({
    code: 'bad-configuration',
    what: `This folder holds another study, "${record.study.name}".`,
    where: out,
    remedy: 'Give another --out.',
  });
}

async function openRuns(runs: readonly StudyRun[], folder: StudyFolder): Promise<StudyRun[]> {
  const open: StudyRun[] = [];
  for (const run of runs) if (!(await folder.done(run))) open.push(run);
  return open;
}

function goingOn(error: unknown, path: string): unknown {
  if (!(error instanceof IsoglotError)) return error;
  const { code, what, where, remedy = '' } = error;
  const next = `All runs that are done are kept in ${path}; the same command goes on from there.`;
  return new IsoglotError({ code, what, where, remedy: `${remedy} ${next}`.trim() }, { cause: error });
}
