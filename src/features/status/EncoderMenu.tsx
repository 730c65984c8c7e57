import type { KeptSource } from '../../protocol';
import { BUNDLED } from '../../state/session';
import { Facts, format, PopoverCard } from '../../ui';
import { useCommands, useSession } from '../workbench';
import { Elsewhere } from './Elsewhere';
import { KeptList } from './KeptList';
import { OpenButtons } from './OpenButtons';
import styles from './Status.module.css';

/** The encoder on the bench: its size, and how to open another. */
export function EncoderMenu() {
  const encoder = useSession((session) => session.encoder);
  const opening = useSession((session) => session.opening.encoder);
  const { openEncoder } = useCommands();
  const open = (close: () => void) => (source: KeptSource) => {
    close();
    void openEncoder(source);
  };
  const name = encoder?.name ?? (opening ? 'opening…' : 'none');
  return (
    <PopoverCard
      label={`Encoder: ${name}`}
      trigger={
        <span className={styles.trigger}>
          <span className={styles.label}>encoder</span> <b>{name}</b>
          {encoder && (
            <span className={styles.extra}>
              {format.short(encoder.parameters)} · {format.counted(encoder.layers, 'layer')} ·{' '}
              {encoder.dimensions} dims · {format.bytes(encoder.bytes)}
            </span>
          )}
        </span>
      }
    >
      {(close) => (
        <>
          {encoder ? (
            <>
              <Facts
                entries={[
                  ['parameters', format.count(encoder.parameters)],
                  ['layers', String(encoder.layers)],
                  ['dimensions', format.count(encoder.dimensions)],
                  ['vocabulary', format.count(encoder.vocabulary)],
                  ['size', format.bytes(encoder.bytes)],
                  ['SHA-256', encoder.sha256.slice(0, 16)],
                  ...(encoder.source ? [['from', encoder.source] satisfies [string, string]] : []),
                ]}
              />
              {encoder.warnings.map((warning) => (
                <p key={warning} className={styles.warning}>
                  {warning}
                </p>
              ))}
            </>
          ) : (
            <p className={styles.none}>No encoder is open.</p>
          )}
          <KeptList what="encoder" open={[encoder?.source]} onOpen={open(close)} />
          <p className={styles.help}>
            A folder with config.json, tokenizer.json and model.safetensors, as on the Hugging Face Hub.
          </p>
          <OpenButtons
            accepts={['.json', '.safetensors']}
            bundled={encoder?.name === BUNDLED.encoder ? null : BUNDLED.encoder}
            onOpen={open(close)}
          />
          <Elsewhere dialog="hub" close={close} />
        </>
      )}
    </PopoverCard>
  );
}
