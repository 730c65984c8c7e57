import { useEffect, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { sentence } from '../../core/errors';
import { isStudying, isUnderWay } from '../../state/study';
import { Button, Choice, Icon, ModalCard, Undo } from '../../ui';
import { useCommands, useStudy, useView } from '../workbench';
import { Composer } from './Composer';
import { Controls } from './Controls';
import { QueueTable } from './QueueTable';
import { Summary } from './Summary';
import styles from './Study.module.css';

/** A grid of runs: composed, checked, made one after the other, gone on with after a reload. */
export function StudyDialog() {
  const isOpen = useView((view) => view.dialog === 'study');
  const set = useView((view) => view.set);
  return (
    <ModalCard title="Study" isOpen={isOpen} onClose={() => set({ dialog: null })} wide>
      <Contents />
    </ModalCard>
  );
}

function Contents() {
  const underWay = useStudy(isUnderWay);
  const problem = useStudy((study) => study.problem);
  const { measureStorage } = useCommands();
  // What the encoders of its runs would take is held against what there is.
  useEffect(() => void measureStorage(), [measureStorage]);
  const queue = useStudy((study) => study.queue);
  const [opened, setOpened] = useState<{ page: string; of: typeof queue } | null>(null);
  // That of another study, or of one that was changed, is not shown.
  const report = opened?.of === queue ? (opened?.page ?? null) : null;
  return (
    <div className={styles.study}>
      <Files />
      {report === null ? (
        <div className={styles.sides}>
          <div className={styles.grid}>{underWay ? <Summary /> : <Composer />}</div>
          <QueueTable />
        </div>
      ) : (
        // A page of its own, without scripts.
        <iframe title="Report of the study" sandbox="" srcDoc={report} className={styles.report} />
      )}
      {problem && (
        <p role="alert" className={styles.problem}>
          {sentence(problem)}
        </p>
      )}
      <Controls report={report} onReport={(page) => setOpened(page === null ? null : { page, of: queue })} />
    </div>
  );
}

const FRESH = 'new study';

/** Which study is in sight: a new one, one of those kept, or one from a file. */
function Files() {
  const stored = useStudy((study) => study.stored);
  const queue = useStudy((study) => study.queue);
  const deleted = useStudy((study) => study.deleted);
  const busy = useStudy(isStudying);
  const underWay = useStudy(isUnderWay);
  const { showStudy, openStudyFile, openStudyExample, exportStudy, deleteStudy, undoDeleteStudy } =
    useCommands();
  const shown = stored.find(({ key }) => key === queue?.key);
  const options = [
    { value: FRESH, label: 'New study' },
    ...stored.map(({ key, record }) => ({
      value: key,
      label: record.study.name,
      description: `${record.runs.length} runs on ${record.data.name}`,
    })),
  ];
  const open = (list: FileList | null) => {
    const [blob] = list ?? [];
    if (blob) void openStudyFile({ path: blob.name, blob });
  };
  return (
    <div className={styles.files}>
      <div className={styles.which}>
        <Choice
          label="Which study"
          value={shown?.key ?? FRESH}
          options={options}
          onChange={(key) => void showStudy(key === FRESH ? null : key)}
        />
      </div>
      <FileTrigger acceptedFileTypes={['.json']} onSelect={open}>
        <Button isDisabled={busy}>Open a study file…</Button>
      </FileTrigger>
      <Button isDisabled={busy} onPress={() => void openStudyExample()}>
        Open the example
      </Button>
      <Button onPress={() => void exportStudy()}>Save study file</Button>
      {shown && (
        <Button
          look="quiet"
          aria-label={`Delete ${shown.record.study.name} and its runs`}
          isDisabled={underWay || busy}
          onPress={() => void deleteStudy(shown.key)}
        >
          <Icon name="bin" />
        </Button>
      )}
      {deleted && <Undo name={deleted.record.study.name} onUndo={() => void undoDeleteStudy()} />}
    </div>
  );
}
