import { Button as AriaButton } from 'react-aria-components';
import type { EvaluationEvent } from '../../protocol';
import { Blank, format, Panel, Term } from '../../ui';
import { useExplain, useMeasured, useRun, useSetup, useView } from '../workbench';
import { COLUMNS, domainRows, roleIn, type Column, type DomainFigure, type DomainRow } from './domainRows';
import { DomainSpread } from './DomainSpread';
import styles from './Domains.module.css';

const HEADS: Record<Column, { text: string; metric: string; hint: string }> = {
  monolingual: { text: 'Mo', metric: 'monolingual', hint: 'Monolingual mAP' },
  crosslingual: { text: 'Cr', metric: 'crosslingual', hint: 'Cross-lingual mAP' },
  multilingual: { text: 'Mul', metric: 'multilingual', hint: 'Multilingual mAP' },
  rankDistance: { text: 'RD', metric: 'rankDistance', hint: 'Rank distance, in ranks' },
};

/** How every domain fares in every setting; pressing one shows its heatmap. */
export function Domains() {
  const { before, now, changed, stale } = useMeasured();
  const rows = now ? domainRows(before, now) : [];
  return (
    <Panel title="Domains" badge={now && `step ${format.count(now.step)}`} className={styles.domains}>
      {!now ? (
        <Blank title="Not measured yet">
          <p>The mAP and rank distance of each domain appear with the first measurement.</p>
        </Blank>
      ) : rows.length === 1 ? (
        <Blank title="Data without domains">
          <p>Scores can be told apart by domain where the data names one for each question.</p>
        </Blank>
      ) : (
        <>
          <Table rows={rows} now={now} changed={changed} stale={stale} />
          <p className={styles.note}>
            Each figure: value{changed && ', change'},{' '}
            {now.intervals ? `${format.percent(now.intervals.level)} interval` : 'no interval kept'}.
            {changed && now.change && ' Changes in grey are not significant (Holm).'} ◒ held out of training,
            ● trained on.
          </p>
          <DomainSpread before={before} now={now} changed={changed} stale={stale} />
        </>
      )}
    </Panel>
  );
}

interface TableProps {
  rows: DomainRow[];
  now: EvaluationEvent;
  changed: boolean;
  stale: boolean;
}

function Table({ rows, now, changed, stale }: TableProps) {
  const explain = useExplain();
  return (
    <table
      aria-label="mAP and rank distance by domain"
      className={`${styles.table} ${stale ? styles.stale : ''}`}
    >
      <thead>
        <tr>
          <th scope="col" className={styles.name}>
            domain
          </th>
          {COLUMNS.map((column) => (
            <th key={column} scope="col">
              <Term hint={HEADS[column].hint} onPress={() => explain(HEADS[column].metric)}>
                {HEADS[column].text}
              </Term>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name ?? ''} className={row.name === null ? styles.all : undefined}>
            <th scope="row" className={styles.name}>
              {row.name === null ? 'all' : <Name name={row.name} exposure={now.exposure} />}
            </th>
            {COLUMNS.map((column) => (
              <td key={column}>
                <Figure
                  figure={row[column]}
                  level={now.intervals?.level}
                  changed={changed}
                  ranks={column === 'rankDistance'}
                />
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Name({ name, exposure }: { name: string; exposure: EvaluationEvent['exposure'] }) {
  const isRun = useRun((run) => run.runId !== null);
  const configuration = useRun((run) => run.configuration);
  const draft = useSetup((setup) => setup.draft);
  const domain = useView((view) => view.domain);
  const set = useView((view) => view.set);
  // Before a run it is what the draft will do with the domain.
  const untrained = isRun ? exposure?.zeroShot.domains : null;
  const role = roleIn((isRun && configuration) || draft, name, untrained);
  const mark = { 'trained on': '●', 'held out': '◒', unused: '○' }[role];
  return (
    <AriaButton
      aria-pressed={domain === name}
      aria-label={`${name}, ${role}: show in the heatmap`}
      className={styles.domain}
      onPress={() => set({ domain: domain === name ? null : name, cell: null })}
    >
      <span aria-hidden="true" title={role} className={styles.mark}>
        {mark}
      </span>{' '}
      {name}
    </AriaButton>
  );
}

interface FigureProps {
  figure: DomainFigure;
  /** Of the interval. */
  level: number | undefined;
  changed: boolean;
  ranks: boolean;
}

function Figure({ figure, level = 0.95, changed, ranks }: FigureProps) {
  const { before, now, interval, significant } = figure;
  const write = ranks ? format.count : format.score;
  const moved = changed && before !== null && now !== null ? now - before : null;
  const unsure = significant === false ? ', not significant' : '';
  return (
    <>
      <span className={styles.value}>{now === null ? '–' : write(now)}</span>
      {moved !== null && (
        <span
          title={`before ${write(before ?? 0)}${unsure}`}
          className={significant === false ? styles.unsure : styles.moved}
        >
          {(ranks ? format.rankChange : format.change)(moved)}
          {unsure && <span className="visually-hidden">{unsure}</span>}
        </span>
      )}
      {interval && (
        <span className={styles.interval} title={format.bounds(interval, level, write)}>
          {ends(interval, ranks)}
        </span>
      )}
    </>
  );
}

/** Two decimals: three would not fit the column, and stand in the hint. */
function ends({ low, high }: { low: number; high: number }, ranks: boolean): string {
  const write = ranks ? format.count : (end: number) => format.score(end, 2);
  return `${write(low)}–${write(high)}`;
}
