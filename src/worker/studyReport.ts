import { IsoglotError } from '../core/errors';
import { progressOf } from '../experiment/progress';
import { resultOfRun } from '../io/export/result';
import type { StudyResult } from '../io/export/study/runFigures';
import { studyFiles } from '../io/export/study/studyFiles';
import type { RunStore } from '../io/storage/runStore';
import type { StudyStore } from '../io/storage/studyStore';
import type { ProgressEvent, RunRecord } from '../protocol';
import { doneRun } from './doneRun';

/**
 * The report of the runs of a stored study that are done, which may be all or the first of them: texts with their paths.
 * @throws IsoglotError while none is done
 */
export async function* studyReport(
  key: string,
  studies: Pick<StudyStore, 'get'>,
  runs: Pick<RunStore, 'get' | 'history'>,
): AsyncGenerator<ProgressEvent, [path: string, text: string][]> {
  const record = (await studies.get(key))?.record;
  const results = new Map<string, StudyResult>();
  const progress = progressOf('report', 'Reading the results', 'runs');
  for (const [number, { id }] of (record?.runs ?? []).entries()) {
    yield progress(number, record!.runs.length);
    const run = await doneRun(runs, key, { id });
    if (run) results.set(id, await resultOf(run, runs));
  }
  if (!record || results.size === 0) throw new IsoglotError(NOTHING_DONE);
  yield progressOf('report', 'Writing the report', 'runs')(results.size, null);
  return [...studyFiles(record, results)];
}

/** What a stored run has come to. */
export async function resultOf(run: RunRecord, runs: Pick<RunStore, 'history'>): Promise<StudyResult> {
  const { id, isoglot, configuration, encoder, data, moreData, backend, started, transfer = null } = run;
  const facts = { isoglot, configuration, encoder, data, moreData, backend, started };
  return { result: resultOfRun(facts, await runs.history(id)), transfer };
}

const NOTHING_DONE = {
  code: 'bad-configuration',
  what: 'No run of this study is done yet, so there is nothing to report.',
  remedy: 'Start it, or go on with it.',
} as const;
