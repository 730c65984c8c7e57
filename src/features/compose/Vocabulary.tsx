import { useRun, useSession, useSetup } from '../workbench';
import { now } from '../../state/run';
import { Segmented } from '../../ui';
import { savingInWords } from './saving';
import { VOCABULARIES } from './words';
import styles from './Compose.module.css';

/** All of the tokenizer's pieces, or those of the data, with what that saves. */
export function Vocabulary() {
  const vocabulary = useSetup((setup) => setup.draft.vocabulary);
  const change = useSetup((setup) => setup.change);
  const encoder = useSession((session) => session.encoder?.sha256);
  const data = useSession((session) => session.data?.sha256);
  const use = useRun((run) => {
    const { provenance } = run;
    // A reopened run may be one of another encoder or other data than are open.
    const isOfOpen = provenance?.encoder.sha256 === encoder && provenance?.data.sha256 === data;
    return isOfOpen ? now(run)?.vocabulary : undefined;
  });
  return (
    <div>
      <Segmented
        label="Vocabulary"
        labelled
        value={vocabulary}
        options={VOCABULARIES}
        onChange={(next) => change({ vocabulary: next })}
      />
      <p className={styles.meaning} role="status">
        {use ? savingInWords(use) : 'What trimming saves is shown once the encoder is measured.'}
      </p>
    </div>
  );
}
