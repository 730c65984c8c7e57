import { useState } from 'react';
import type { BatchPreview } from '../../protocol';
import { Barcode, Blank, englishName, KindTag, LanguageTag, Panel } from '../../ui';
import { useRun } from '../workbench';
import styles from './Preview.module.css';

/** Pairs of a batch that fit on a line. */
const SHOWN = 32;

/** The next batches as stripes of pairs: alpha as it will really be drawn. */
export function Preview() {
  const batches = useRun((run) => run.preview);
  const problem = useRun((run) => run.previewProblem);
  const [look, setLook] = useState<{ step: number; pair: number } | null>(null);
  const mono = batches.filter(({ kind }) => kind === 'mono').length;
  const pair = batches.find(({ step }) => step === look?.step)?.pairs[look?.pair ?? 0] ?? null;
  return (
    <Panel
      title="Next batches"
      badge={batches.length > 0 && `${mono} mono, ${batches.length - mono} cross`}
      className={styles.preview}
    >
      {batches.length === 0 ? (
        <div className={styles.blank}>
          {problem ? (
            <Blank title="No batches with these settings">
              <p>{problem}</p>
            </Blank>
          ) : (
            <Blank title="No batches yet">
              <p>Once the data is open, the batches to come are drawn here as query–passage pairs.</p>
            </Blank>
          )}
        </div>
      ) : (
        <>
          <ol className={styles.rows}>
            {batches.map((batch) => (
              <Row
                key={batch.step}
                batch={batch}
                active={look?.step === batch.step ? look.pair : null}
                onLook={(at) => setLook(at === null ? null : { step: batch.step, pair: at })}
              />
            ))}
          </ol>
          <div className={styles.words} aria-live="polite">
            {pair ? (
              <>
                <p>
                  <LanguageTag code={pair.queryLanguage} /> <bdi>{pair.query}</bdi>
                </p>
                <p>
                  <LanguageTag code={pair.passageLanguage} /> <bdi>{pair.passage}</bdi>
                </p>
              </>
            ) : (
              <p className={styles.legend}>Pairs: query’s language left, passage’s right.</p>
            )}
          </div>
        </>
      )}
    </Panel>
  );
}

interface RowProps {
  batch: BatchPreview;
  active: number | null;
  onLook: (pair: number | null) => void;
}

function Row({ batch, active, onLook }: RowProps) {
  const { step, kind, pairs } = batch;
  const shown = pairs.slice(0, SHOWN);
  const rest = pairs.length - shown.length;
  const language = kind === 'mono' ? `, ${languagesOf(batch)}` : '';
  return (
    <li className={styles.row}>
      <span className={styles.step}>{step + 1}</span>
      <Barcode
        label={`Batch ${step + 1}, ${kind}${language}`}
        pairs={shown}
        active={active}
        onLook={onLook}
      />
      {rest > 0 && <span className={styles.rest}>+{rest}</span>}
      <span className={styles.kind}>
        <KindTag kind={kind} />
      </span>
    </li>
  );
}

function languagesOf({ pairs }: BatchPreview): string {
  return [...new Set(pairs.map(({ queryLanguage }) => queryLanguage))].map(englishName).join(', ');
}
