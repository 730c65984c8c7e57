import { isLive } from '../../state/run';
import { Button } from '../../ui';
import { useCommands, useRun, useSession } from '../workbench';
import styles from './HeatmapPanel.module.css';

/** Said while the figures are of another encoder or data set than the head of the page names. */
export function Foreign() {
  const { measure } = useCommands();
  const provenance = useRun((run) => run.provenance);
  const live = useRun(({ status }) => isLive(status));
  const encoder = useSession((session) => session.encoder);
  const data = useSession((session) => session.data);
  if (!provenance || !encoder || !data || live) return null;
  const others = [
    provenance.encoder.sha256 !== encoder.sha256 && provenance.encoder.name,
    provenance.data.sha256 !== data.sha256 && provenance.data.name,
  ].filter((name) => name !== false);
  if (others.length === 0) return null;
  return (
    <p role="status" className={styles.foreign}>
      <span>
        This run is of <b>{others.join(' on ')}</b>, which is not open now.
      </span>
      <Button onPress={() => void measure()}>Measure what is open</Button>
    </p>
  );
}
