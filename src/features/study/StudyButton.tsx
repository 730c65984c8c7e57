import { isRunDone, studyRunId } from '../../io/storage/studyStore';
import { isUnderWay } from '../../state/study';
import { Button } from '../../ui';
import { useRuns, useStudy, useView } from '../workbench';

/** The button in the page's head; while a study is under way it says how far. */
export function StudyButton() {
  const queue = useStudy((study) => study.queue);
  const underWay = useStudy(isUnderWay);
  const records = useRuns((runs) => runs.records);
  const set = useView((view) => view.set);
  const ids = new Set(queue?.runs.map(({ id }) => studyRunId(queue.key, id)));
  const done = records.filter((record) => ids.has(record.id) && isRunDone(record)).length;
  return (
    <Button look="quiet" onPress={() => set({ dialog: 'study' })}>
      {underWay && queue ? `Study ${done}/${queue.runs.length}` : 'Study'}
    </Button>
  );
}
