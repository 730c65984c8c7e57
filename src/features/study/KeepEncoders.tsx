import { format } from '../../ui';
import { useKept, useSession, useStudy } from '../workbench';
import { encoderBytes, runsIn } from './levels';
import styles from './Study.module.css';

/** Whether the trained encoders stay, and what that takes of the browser's room. */
export function KeepEncoders() {
  const runs = useStudy((study) => runsIn(study.draft));
  const keep = useStudy((study) => study.keepEncoders);
  const change = useStudy((study) => study.keep);
  const encoder = useSession((session) => session.encoder);
  const measure = useKept((kept) => kept.measure);
  const bytes = encoder && runs * encoderBytes(encoder);
  const free = measure?.quota != null && measure.usage !== null ? measure.quota - measure.usage : null;
  return (
    <div className={styles.section}>
      <label className={styles.tick}>
        <input type="checkbox" checked={keep} onChange={(event) => change(event.target.checked)} />
        Keep each run’s encoder
      </label>
      <p className={styles.note}>
        {bytes === null
          ? 'What that takes is known when an encoder is open.'
          : `At most ${format.bytes(bytes)}`}
        {bytes !== null && free !== null && ` of the ${format.bytes(free)} that are free`}
        {bytes !== null && free !== null && bytes > free && ': not all will fit'}
        {bytes !== null && '. Otherwise the results alone stay.'}
      </p>
    </div>
  );
}
