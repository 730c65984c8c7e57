import type { RunStore } from '../io/storage/runStore';
import { isRunDone, studyRunId } from '../io/storage/studyStore';
import type { RunRecord } from '../protocol';

/** The record of a study's run that is done; null where it is not. */
export async function doneRun(
  runs: Pick<RunStore, 'get'>,
  key: string,
  { id }: { id: string },
): Promise<RunRecord | null> {
  const record = await runs.get(studyRunId(key, id));
  return record && isRunDone(record) ? record : null;
}
