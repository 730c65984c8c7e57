import { useEffect, useState } from 'react';
import { countBy } from '../../core/countBy';
import type { BatchPreview } from '../../protocol';
import { Barcode, Blank, englishName, format, KindTag, LanguageTag, Panel } from '../../ui';
import type { PreviewState } from '../../state/run';
import { useRun } from '../workbench';
import { Drawn } from './Drawn';
import styles from './Preview.module.css';

/** Pairs of a batch that fit on a line. */
const SHOWN = 32;

/** So long may the next batches take before the former ones are marked: most come sooner, and nothing flickers. */
const PATIENCE_MS = 500;

/** Letters of a switched query before it changes language. */
const SEAM = 16;

/** The next batches as stripes of pairs: alpha as it will really be drawn. */
export function Preview() {
  const batches = useRun((run) => run.preview);
  const problem = useRun((run) => run.previewProblem);
  const age = useAge();
  const [look, setLook] = useState<{ draw: number; pair: number } | null>(null);
  const kinds = countBy(batches, ({ kind }) => kind);
  const pair = batches.find(({ draw }) => draw === look?.draw)?.pairs[look?.pair ?? 0] ?? null;
  return (
    <Panel
      title="Next batches"
      badge={batches.length > 0 && (AGES[age] || written(kinds))}
      actions={<Drawn />}
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
          <ol className={`${styles.rows} ${AGES[age] ? styles.old : ''}`} aria-busy={age === 'outdated'}>
            {batches.map((batch, i) => (
              <Row
                key={batch.draw}
                batch={batch}
                isFirst={batch.step !== batches[i - 1]?.step}
                active={look?.draw === batch.draw ? look.pair : null}
                onLook={(at) => setLook(at === null ? null : { draw: batch.draw, pair: at })}
              />
            ))}
          </ol>
          <div className={styles.words} aria-live="polite">
            {pair ? (
              <>
                <p>
                  <LanguageTag code={pair.queryLanguage} /> <Query pair={pair} />
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

/** What is said of batches that are not the next ones. */
const AGES: Record<PreviewState, string> = {
  current: '',
  outdated: 'being drawn anew',
  spent: 'all drawn: the last ones',
};

/** The state of the preview, where it has lasted. */
function useAge(): PreviewState {
  const state = useRun((run) => run.previewState);
  const [age, setAge] = useState(state);
  useEffect(() => {
    const timer = setTimeout(() => setAge(state), state === 'current' ? 0 : PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return state === 'current' ? state : age;
}

const KINDS = ['mono', 'cross', 'mixed'] as const;

/** How many batches there are of each kind; where there are mixed ones, of those kinds alone that there are. */
function written(counts: Record<string, number>): string {
  const told = KINDS.filter((kind) => counts[kind] || (kind !== 'mixed' && !counts.mixed));
  return told.map((kind) => `${counts[kind] ?? 0} ${kind}`).join(', ');
}

/** The query, or its beginning and what it goes on with: the place is exact in tokens, here it is one of letters. */
function Query({ pair }: { pair: BatchPreview['pairs'][number] }) {
  if (!pair.switch) return <bdi>{pair.query}</bdi>;
  const { query, language, at } = pair.switch;
  return (
    <>
      <bdi>{end(cut(pair.query, 0, at))}…</bdi> <LanguageTag code={language} />{' '}
      <bdi>…{cut(query, at, 1)}</bdi>
      <span className="visually-hidden"> switched after {format.percent(at)} of its tokens</span>
    </>
  );
}

/** The last letters, so that the seam stays in sight. */
function end(text: string): string {
  const letters = [...text];
  return letters.length > SEAM ? `…${letters.slice(-SEAM).join('')}` : text;
}

function cut(text: string, from: number, to: number): string {
  const letters = [...text];
  return letters.slice(Math.floor(from * letters.length), Math.ceil(to * letters.length)).join('');
}

interface RowProps {
  batch: BatchPreview;
  /** Whether it is the first one here of its step. */
  isFirst: boolean;
  active: number | null;
  onLook: (pair: number | null) => void;
}

function Row({ batch, isFirst, active, onLook }: RowProps) {
  const { draw, step, kind, pairs } = batch;
  const shown = pairs.slice(0, SHOWN);
  const rest = pairs.length - shown.length;
  const ofStep = draw === step ? '' : ` of step ${step + 1}`;
  const language = kind === 'mono' ? `, ${languagesOf(batch)}` : '';
  return (
    <li className={styles.row}>
      <span className={styles.step}>{isFirst && step + 1}</span>
      <Barcode
        label={`Batch ${draw + 1}${ofStep}, ${kind}${language}`}
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
