import { bytesOf } from '../../io/hub/origin';
import type { PlannedEncoder } from '../../protocol';
import { isLive } from '../../state/run';
import { Button, Facts, format } from '../../ui';
import { useCommands, useKept, useRun } from '../workbench';
import { Downloading } from './Downloading';
import styles from './Hub.module.css';

/** What a download takes, before it begins; while it goes on, how far it is. */
export function PlanCard({ planned }: { planned: PlannedEncoder }) {
  const { plan, kept } = planned;
  const measure = useKept((state) => state.measure);
  const total = bytesOf(plan);
  const have = Object.values(kept).reduce((sum, bytes) => sum + bytes, 0);
  const room = measure && measure.quota !== null && measure.usage !== null && measure.quota - measure.usage;
  const { origin } = plan;
  const facts: [string, string][] = [
    ['encoder', plan.name],
    ['from', origin.kind === 'hub' ? new URL(origin.hub).host : origin.url],
    ...(origin.kind === 'hub' ? [['commit', origin.commit] satisfies [string, string]] : []),
    ['licence', plan.licence ?? (origin.kind === 'hub' ? 'not told by the hub' : 'not told by an address')],
    [
      'size',
      `${total === null ? 'not told' : format.bytes(total)} in ${format.counted(plan.files.length, 'file')}`,
    ],
    ['kept', have === 0 ? 'nothing yet' : planned.complete ? 'all of it' : format.bytes(have)],
    ...(typeof room === 'number' ? [['room', format.bytes(room)] satisfies [string, string]] : []),
  ];
  return (
    <section aria-label={`Plan for ${plan.name}`}>
      <Facts entries={facts} />
      <Files planned={planned} />
      <Doing planned={planned} total={total} have={have} />
    </section>
  );
}

function Files({ planned: { plan, kept } }: { planned: PlannedEncoder }) {
  return (
    <details className={styles.files}>
      <summary>Files</summary>
      <table>
        <thead>
          <tr>
            <th scope="col">File</th>
            <th scope="col">Size</th>
            <th scope="col">Kept</th>
          </tr>
        </thead>
        <tbody>
          {plan.files.map(({ path, size }) => (
            <tr key={path}>
              <th scope="row">{path}</th>
              <td>{size === null ? 'not told' : format.bytes(size)}</td>
              <td>{kept[path] ? format.bytes(kept[path]) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

interface DoingProps {
  planned: PlannedEncoder;
  total: number | null;
  have: number;
}

function Doing({ planned, total, have }: DoingProps) {
  const phase = useKept((state) => state.lookup.phase);
  const live = useRun(({ status }) => isLive(status));
  const { downloadEncoder } = useCommands();
  if (phase === 'downloading')
    return <Downloading download={planned.plan.key} name={planned.plan.name} what="encoder" />;
  const left = total === null ? '' : ` ${format.bytes(total - have)}`;
  return (
    <div className={styles.doing}>
      {live && <p className={styles.note}>A run is going on: the encoder can be opened when it is over.</p>}
      <Button look="primary" isDisabled={planned.complete && live} onPress={() => void downloadEncoder()}>
        {planned.complete ? 'Open' : have > 0 ? `Go on: download${left}` : `Download${left}`}
      </Button>
    </div>
  );
}
