import { IsoglotError } from '../../core/errors';
import { zipOf } from '../../io/export/zip';
import { resultOfRun } from '../../io/export/result';
import type { StudyResult } from '../../io/export/study/runFigures';
import { isRunDone, studyRunId } from '../../io/storage/studyStore';
import type { StudyReportKind } from '../../state/commands';
import type { CommandContext } from './context';

/** The study in sight as a report of the runs that are done: text by path. @throws IsoglotError while there are none. */
export async function studyReportFiles({ stores, storage }: CommandContext): Promise<Map<string, string>> {
  const { queue, stored } = stores.study.getState();
  const record = stored.find(({ key }) => key === queue?.key)?.record;
  const known = new Map(stores.runs.getState().records.map((run) => [run.id, run]));
  const results = new Map<string, StudyResult>();
  for (const { id } of record?.runs ?? []) {
    const run = known.get(studyRunId(queue!.key, id));
    if (!run || !isRunDone(run)) continue;
    const { isoglot, configuration, encoder, data, moreData, backend, started, transfer = null } = run;
    const history = await (await storage.runs).history(run.id);
    const facts = { isoglot, configuration, encoder, data, moreData, backend, started };
    results.set(id, { result: resultOfRun(facts, history), transfer });
  }
  if (!record || results.size === 0) throw new IsoglotError(NOTHING_DONE);
  // Tables, heatmaps and statistics that most visits never need.
  const { studyFiles } = await import('../../io/export/study/studyFiles');
  return studyFiles(record, results);
}

/** One file of the report; the tables are many, so they come as an archive. */
export function reportBlob(files: ReadonlyMap<string, string>, kind: StudyReportKind): Blob {
  const type = TYPES[kind];
  if (kind !== 'tables.zip') return new Blob([files.get(kind)!], { type });
  const tables = [...files].filter(([path]) => path.startsWith('tables/'));
  return zipOf(tables.map(([path, text]) => ({ path, bytes: new TextEncoder().encode(text) })));
}

const TYPES: Record<StudyReportKind, string> = {
  'report.html': 'text/html',
  'report.md': 'text/markdown',
  'report.tex': 'application/x-tex',
  'tables.zip': 'application/zip',
};

const NOTHING_DONE = {
  code: 'bad-configuration',
  what: 'No run of this study is done yet, so there is nothing to report.',
  remedy: 'Start it, or go on with it.',
} as const;
