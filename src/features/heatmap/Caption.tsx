import { mixInWords, sizeInWords } from '../../core/batches/mixInWords';
import { now as lastOf } from '../../state/run';
import { format } from '../../ui';
import { useRun, useSession, useSetup } from '../workbench';
import { written } from './uncertainty';
import styles from './HeatmapPanel.module.css';

const SETTINGS = ['monolingual', 'crosslingual', 'multilingual'] as const;

/** What the figures are of: stands on the printed page alone, where there are no controls to read it from. */
export function Caption() {
  const name = useRun((run) => run.name);
  const runId = useRun((run) => run.runId);
  const provenance = useRun((run) => run.provenance);
  const configuration = useRun((run) => run.configuration);
  const now = useRun(lastOf);
  const draft = useSetup((setup) => setup.draft);
  const encoder = useSession((session) => session.encoder);
  const data = useSession((session) => session.data);
  const shown = configuration ?? draft;
  const { languages, targetDomains, steps, learningRate, temperature, seed } = shown;
  const facts = [
    provenance?.encoder.name ?? encoder?.name,
    provenance?.data.name ?? data?.name,
    targetDomains.length > 0 && `evaluated on ${targetDomains.join(', ')}`,
    ...(runId === null
      ? []
      : [
          `trained on ${languages.length > 0 ? languages.join(' ') : 'all languages'}`,
          mixInWords(shown),
          `${format.count(steps)} steps of ${sizeInWords(shown)} pairs`,
          `learning rate ${format.plain(learningRate)}`,
          `temperature ${format.plain(temperature)}`,
          `seed ${seed}`,
        ]),
    ...SETTINGS.map(
      (setting) =>
        now?.intervals?.[setting].map &&
        `${setting} mAP ${written(now.intervals[setting].map, now.intervals.level)}`,
    ),
    provenance && `Isoglot ${provenance.isoglot.version}`,
  ];
  return (
    <p className={styles.caption}>
      <b>{name}</b> {facts.filter(Boolean).join(' · ')}
    </p>
  );
}
