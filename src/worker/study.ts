import { IsoglotError } from '../core/errors';
import { memoryBudget } from '../engine/budget';
import { checkStudy, requireSame, type Tokens } from '../experiment/study/check';
import { measurePace } from '../experiment/study/pace';
import { baseOf, planStudy, type StudyRun } from '../experiment/study/plan';
import { runStudy, type StudyOutcome } from '../experiment/study/run';
import { openRunStore } from '../io/storage/runStore';
import { openStudyStore, studyKey, studyLock } from '../io/storage/studyStore';
import type { Command, PlannedStudy, Study, StudyRecord } from '../protocol';
import type { CommandContext } from './context';
import { doneRun } from './doneRun';
import { createGate, type Gate } from './gate';
import { alone } from './runs';
import { dataOf } from './data';
import { loaded } from './session';
import { tokenized } from './stage';
import { studyPlace, type UntilRoom } from './studyPlace';

type RunCommand = Extract<Command, { type: 'run-study' }>;

/**
 * Checks every run of a study on what is open, and measures how long those take that are not done.
 * @throws IsoglotError as `planStudy` and `checkStudy`; `cancelled` where that was asked for
 */
export async function checkedStudy(context: CommandContext, study: Study): Promise<PlannedStudy> {
  const { session, outbox } = context;
  return alone(session, createGate(false), async () => {
    const { signal } = session.cancel;
    try {
      const { runs, bytes, tokens } = await prepared(context, study);
      const key = studyKey(study.name);
      const kept = await openRunStore();
      const open: StudyRun[] = [];
      for (const run of runs) if (!(await doneRun(kept, key, run))) open.push(run);
      const work = measurePace(open, tokens);
      let turn = await work.next();
      for (; !turn.done; turn = await work.next()) {
        outbox.addProgress(turn.value);
        if (!signal.aborted) continue;
        await work.return(new Map());
        throw new IsoglotError({ code: 'cancelled', what: 'Checking the study was cancelled.' });
      }
      const seconds = turn.value;
      return {
        key,
        bytes,
        runs: runs.map(({ configuration: _configuration, ...cell }) => ({
          ...cell,
          done: !seconds.has(cell.id),
          seconds: seconds.get(cell.id) ?? null,
        })),
      };
    } finally {
      for (const task of ['tokenize', 'evaluate', 'pace']) outbox.settle(task);
    }
  });
}

/** A browser frees the locks of a worker that has died, or of a tab that was closed, a little after its end. */
const LOCK_WAIT_MS = 2000;

/**
 * Makes the runs of a study that are not done, and tells of each. The gate pauses it between two steps; stopped, it is
 * left with the run under way kept.
 * @throws IsoglotError as `prepared`, `studyPlace` and `runStudy`, and where the study goes on in another tab
 */
export async function driveStudy(context: CommandContext, command: RunCommand): Promise<StudyOutcome> {
  const key = studyKey(command.study.name);
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(new IsoglotError(ELSEWHERE)), LOCK_WAIT_MS);
  return alone(context.session, createGate(command.paused), (gate) =>
    navigator.locks.request(studyLock(key), { signal: patience.signal }, () => {
      clearTimeout(timer);
      return drive(context, command, key, gate);
    }),
  ).finally(() => clearTimeout(timer));
}

const ELSEWHERE = {
  code: 'bad-configuration',
  what: 'This study goes on in another tab.',
  remedy: 'Stop it there, or look on here.',
} as const;

async function drive(
  context: CommandContext,
  { study, expected, keepEncoders }: RunCommand,
  key: string,
  gate: Gate,
): Promise<StudyOutcome> {
  const { outbox, post } = context;
  try {
    const { runs, tokens, record } = await prepared(context, study);
    const studies = await openStudyStore();
    await studies.put({ key, updated: new Date().toISOString(), keepEncoders, record });
    const passGate = () =>
      gate.pass(() => {
        outbox.flush();
        post({ type: 'paused', runId: key, step: 0 });
      });
    const untilRoom: UntilRoom = async (id, reason) => {
      gate.pause();
      post({ type: 'study', event: { type: 'study-run', id, state: 'unkept', reason } });
      return (await passGate()) === 'go';
    };
    const place = await studyPlace(context, key, tokens, { untilRoom, keepEncoders });
    const work = runStudy(runs, place, new Map(Object.entries(expected)));
    let pull = await passGate();
    let turn = await work.next();
    for (; !turn.done; turn = await work.next(pull)) {
      const event = turn.value;
      if (event.type === 'study' || event.type === 'study-run') {
        outbox.flush();
        post({ type: 'study', event });
      }
      if (event.type === 'step' || event.type === 'study') pull = await passGate();
    }
    return turn.value;
  } finally {
    outbox.settle('tokenize');
    outbox.settle('evaluate');
  }
}

/**
 * The runs of a study, each of them checked on what is open.
 * @throws IsoglotError as `planStudy` and `checkStudy`, and where the study is of another encoder or other data
 */
async function prepared(context: CommandContext, study: Study) {
  const { session, outbox } = context;
  const { encoder, backend } = loaded(session);
  const { moreData } = baseOf(study);
  const data = dataOf(session, { moreData });
  requireOpen(study, encoder.summary, 'encoder');
  requireOpen(study, data.summary, 'data');
  const runs = await planStudy(study, data.summary, data.more);
  const tokens: Tokens = (settings) => tokenized(session, { ...settings, moreData }, outbox);
  const flat = backend.used === 'webgpu';
  const bytes = await checkStudy(runs, encoder, data, tokens, memoryBudget(), flat);
  const record: StudyRecord = {
    schema: 'isoglot/study-record@1',
    study,
    encoder: encoder.summary,
    data: data.summary,
    moreData: data.more,
    backend,
    runs: runs.map(({ configuration: _configuration, ...cell }) => cell),
  };
  const known = await (await openStudyStore()).get(studyKey(study.name));
  const remedy = 'Open the files as they were, or give the study another name.';
  if (known) requireSame(known.record, record, study.name, remedy);
  return { runs, bytes, tokens, record };
}

/** The page opens encoders and data by hand: a study that names others must not be made on what happens to be open. */
function requireOpen(study: Study, open: { name: string; source?: string }, what: 'encoder' | 'data'): void {
  const wanted = baseOf(study)[what];
  if (wanted === open.name || wanted === open.source) return;
  throw new IsoglotError({
    code: 'bad-configuration',
    what: `The study is of ${wanted}, but ${open.source ?? open.name} is open.`,
    where: `base.${what}`,
    remedy: `Open ${wanted}, or write in the study what is open.`,
  });
}
