import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { runFingerprint, type StudyRun } from '../experiment/study/plan';
import { studyFiles } from '../io/export/study/studyFiles';
import type { StudyResult } from '../io/export/study/runFigures';
import { parseBy, parseJson } from '../io/json';
import { readTextFile } from '../io/nodeFiles';
import { result, studyRecord, transfer, type StudyRecord, type Transfer } from '../protocol';
import { layOut } from './layOut';
import { runFolder } from './runFolder';
import { makeFolder, replaceText } from './writeResult';

/** A study on disk: `study.json`, and in `runs/` a folder for each run, as `train` writes it. */
export function studyFolder(path: string) {
  const recordPath = join(path, 'study.json');
  const runPath = (id: string) => join(path, 'runs', id);
  const transferPath = (id: string) => join(runPath(id), 'transfer.json');

  return {
    path,
    run: (id: string) => runFolder(runPath(id)),

    /** Null where no study was begun. @throws IsoglotError if its file is damaged. */
    async record(): Promise<StudyRecord | null> {
      if (!existsSync(recordPath)) return null;
      const remedy = 'Give another --out, or the folder as the study has left it.';
      return parseBy(studyRecord, parseJson(await readTextFile(recordPath), recordPath), recordPath, remedy);
    },

    async begin(record: StudyRecord): Promise<void> {
      await makeFolder(join(path, 'runs'));
      await replaceText(recordPath, `${layOut(record)}\n`);
    },

    async keepTransfer(id: string, measured: Transfer): Promise<void> {
      await replaceText(transferPath(id), `${layOut(measured)}\n`);
    },

    /** The result of a run that is done; null where it is missing, cut short, or another run's. */
    async done(run: Pick<StudyRun, 'id'>): Promise<StudyResult | null> {
      const found = result.safeParse(await jsonOf(join(runPath(run.id), 'result.json')));
      if (!found.success) return null;
      const { configuration, data, moreData, steps, selection } = found.data;
      const whole = steps >= configuration.steps || selection !== undefined;
      const own = await runFingerprint(configuration, data, moreData);
      if (!whole || !run.id.endsWith(`-${own}`)) return null;
      if (configuration.targetDomains.length === 0) return { result: found.data, transfer: null };
      const measured = transfer.safeParse(await jsonOf(transferPath(run.id)));
      return measured.success ? { result: found.data, transfer: measured.data } : null;
    },

    /** Writes the report of what is done: `report.html`, `.md`, `.tex` and `tables/`. @returns the number of those runs */
    async report(record: StudyRecord): Promise<number> {
      const results = new Map<string, StudyResult>();
      for (const { id } of record.runs) {
        const found = await this.done({ id });
        if (found) results.set(id, found);
      }
      await makeFolder(join(path, 'tables'));
      for (const [file, text] of studyFiles(record, results)) await replaceText(join(path, file), text);
      return results.size;
    },

    /** A checkpoint takes three times the room of the encoder, and a run that is done never needs it again. */
    async dropCheckpoint(id: string): Promise<void> {
      await rm(join(runPath(id), 'checkpoint'), { recursive: true, force: true });
    },
  };
}

export type StudyFolder = ReturnType<typeof studyFolder>;

/** Undefined where there is no such file, or no JSON in it. */
async function jsonOf(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readTextFile(path));
  } catch {
    return undefined;
  }
}
