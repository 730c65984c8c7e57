import type { BackendRequest } from '../../protocol';
import type { RunState } from '../../state/run';
import { Facts, PopoverCard, Segmented } from '../../ui';
import { useCommands, useRun, useSession } from '../workbench';
import styles from './Status.module.css';

const NAMES = { auto: 'auto', webgpu: 'WebGPU', wasm: 'wasm', cpu: 'cpu' } as const;

const OPTIONS: readonly { value: BackendRequest; label: string; hint: string }[] = [
  { value: 'auto', label: 'auto', hint: 'WebGPU on a real GPU, else wasm, else cpu.' },
  { value: 'webgpu', label: 'WebGPU', hint: 'The GPU, or its software stand-in.' },
  { value: 'wasm', label: 'wasm', hint: 'The processor, with threads where the page may use them.' },
  { value: 'cpu', label: 'cpu', hint: 'Plain JavaScript: slow, everywhere.' },
];

/** What a paused run loses to a new backend: nothing up to its checkpoint. */
function goingOn({ status, history }: RunState): string {
  if (status !== 'paused') return '';
  const kept = history.findLast((event) => event.type === 'checkpoint')?.step;
  return kept
    ? `The paused run goes on from its checkpoint at step ${kept}.`
    : 'The paused run has no checkpoint yet: it begins anew, with the same batches.';
}

/** On what it runs: asked for, in use, and why. */
export function BackendMenu() {
  const backend = useSession((session) => session.backend);
  const opening = useSession((session) => session.opening.backend);
  const live = useRun((run) => run.status === 'running');
  const goesOn = useRun(goingOn);
  const { chooseBackend } = useCommands();
  const used = backend ? NAMES[backend.used] : opening ? 'starting…' : 'none';
  return (
    <PopoverCard
      label={`Backend: ${used}`}
      trigger={
        <span className={styles.trigger}>
          <span className={styles.label}>backend</span>{' '}
          <b>
            <span className={`${styles.lamp} ${backend ? styles.on : ''}`} />
            {used}
          </b>
          {backend && (
            <span className={styles.why} title={backend.reason}>
              asked for {NAMES[backend.requested]}
              {backend.used !== backend.requested && ` · ${backend.reason}`}
            </span>
          )}
        </span>
      }
    >
      {() => (
        <>
          {backend ? (
            <Facts
              entries={[
                ['asked for', NAMES[backend.requested]],
                ['in use', NAMES[backend.used]],
                ['why', backend.reason],
                ['adapter', backend.adapter ?? 'none'],
                ['threads', String(backend.threads)],
              ]}
            />
          ) : (
            <p className={styles.none}>No backend is running.</p>
          )}
          <Segmented
            label="Run on"
            labelled
            value={backend?.requested ?? 'auto'}
            options={OPTIONS}
            isDisabled={live}
            onChange={(value) => void chooseBackend(value)}
          />
          <p className={styles.help}>
            {live
              ? 'Pause or stop the run to change it.'
              : `Encoder and data are opened again on the new one. ${goesOn}`}
          </p>
        </>
      )}
    </PopoverCard>
  );
}
