import { useEffect, useState, type ReactNode } from 'react';
import type { Inspection } from '../../protocol';
import { englishName, format, LanguageTag, Term } from '../../ui';
import { useCommands, useExplain, useView } from '../workbench';
import { queriesOf, valueOf } from './grid';
import { useSeen } from './useSeen';
import type { Figures } from './figures';
import { Glance } from './Glance';
import { changeOf, intervalOf, writtenChange } from './uncertainty';
import styles from './Readout.module.css';

/** A pointer that only passes over a cell asks nothing of the worker. */
const SETTLE_MS = 250;

interface ReadoutProps {
  cell: [string, string] | null;
  figures: Figures;
  /** Goes to a cell of the table. */
  onPick: (row: string, column: string) => void;
}

/** What is known of the cell under the pointer or in focus. */
export function Readout({ cell, figures, onPick }: ReadoutProps) {
  const { now, grid } = figures;
  // A cell of another setting or data set says nothing about this table.
  const there = cell !== null && grid.rows.includes(cell[0]) && grid.columns.includes(cell[1]);
  return (
    <aside className={styles.readout} aria-label="Cell">
      {there && now ? (
        <CellFacts key={cell.join(' ')} cell={cell} figures={figures} />
      ) : (
        <Glance figures={figures} onPick={onPick} />
      )}
    </aside>
  );
}

function CellFacts({ cell: [row, column], figures }: { cell: [string, string]; figures: Figures }) {
  const setting = useView((view) => view.setting);
  const explain = useExplain();
  const { before, now, grid } = figures;
  const at = (scores: typeof now) => valueOf(scores?.scores ?? null, setting, row, column);
  const [was, is] = [at(before), at(now)];
  const languages = grid.columnsAre === 'languages';
  const metric = languages ? 'map' : column;
  const changed = changeOf(now, setting, row, column);
  const level = now?.change?.level;
  const interval = intervalOf(now, setting, row, column);
  const queries = now && queriesOf(now.scores, setting, row, column);
  return (
    <>
      <div className={styles.cell}>
        <h3 className={styles.title}>
          <LanguageTag code={row} />
          {languages && (
            <>
              <span aria-hidden="true">→</span> <LanguageTag code={column} />
            </>
          )}
        </h3>
        <p className={styles.names}>{named(setting, row, languages ? column : null)}</p>
        <dl className={styles.facts}>
          <Fact name={<Term onPress={() => explain(metric)}>{METRIC_NAMES[metric] ?? metric}</Term>} strong>
            {is === null ? '–' : format.score(is)}
          </Fact>
          <Fact name="before">{was === null ? '–' : format.score(was)}</Fact>
          <Fact name="change">
            {was === null || is === null || before === now ? '–' : format.change(is - was)}
          </Fact>
          <Fact name="queries">{queries === null ? '–' : format.count(queries)}</Fact>
        </dl>
        {interval && <Bounds interval={interval} level={now?.intervals?.level} queries={queries ?? 0} />}
        {changed && <p className={styles.note}>change {writtenChange(changed, level)}</p>}
      </div>
      {setting === 'multilingual' ? (
        <p className={styles.note}>Worst queries are kept per pair of languages: see Cross-lingual.</p>
      ) : (
        <Worst
          queryLanguage={row}
          passageLanguage={languages ? column : row}
          seq={now?.seq ?? 0}
          isKnown={interval !== null}
        />
      )}
    </>
  );
}

const METRIC_NAMES: Record<string, string> = {
  map: 'mAP',
  'mrr@10': 'MRR@10',
  'recall@1': 'recall@1',
  'recall@10': 'recall@10',
  'ndcg@10': 'nDCG@10',
};

function Fact({ name, strong, children }: { name: ReactNode; strong?: boolean; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd className={strong ? styles.strong : undefined}>{children}</dd>
    </div>
  );
}

function named(setting: string, row: string, column: string | null): string {
  if (setting === 'multilingual') return `${englishName(row)} queries, passages of all languages`;
  const passages = englishName(column ?? row);
  const same = column === null || column === row ? ' (monolingual)' : '';
  return `${englishName(row)} queries, ${passages} passages${same}`;
}

interface WorstProps {
  queryLanguage: string;
  passageLanguage: string;
  /** Changes with every evaluation, so that the worst are asked for again. */
  seq: number;
  /** The cell's interval stands above already: results of older versions have none. */
  isKnown: boolean;
}

/** Between which bounds a cell's mAP lies. */
function Bounds({ interval, level = 0.95, queries }: { interval: Bound; level?: number; queries: number }) {
  return (
    <p className={styles.note}>
      mAP with {format.percent(level)} confidence: {format.interval(interval)} (bootstrap over{' '}
      {format.count(queries)} queries)
    </p>
  );
}

type Bound = NonNullable<Inspection['interval']>;

function Worst({ queryLanguage, passageLanguage, seq, isKnown }: WorstProps) {
  const { inspect } = useCommands();
  const { domain } = useSeen();
  const [found, setFound] = useState<Inspection | 'asking' | null>('asking');
  useEffect(() => {
    let wanted = true;
    const timer = setTimeout(() => {
      void inspect(queryLanguage, passageLanguage).then((answer) => wanted && setFound(answer));
    }, SETTLE_MS);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [inspect, queryLanguage, passageLanguage, seq]);

  if (found === 'asking') return <p className={styles.note}>Looking up the worst queries…</p>;
  if (!found || found.worst.length === 0)
    return (
      <p className={styles.note}>
        Worst queries can be looked up while the measurement is fresh. These figures come from storage:
        measure or train again to see them.
      </p>
    );
  return (
    <div>
      {found.interval && !isKnown && domain === null && (
        <Bounds interval={found.interval} queries={found.queries} />
      )}
      <h4 className={styles.heading}>
        Worst {found.worst.length} queries{domain !== null && ' of all domains'}, step{' '}
        {format.count(found.step)}
      </h4>
      <ol className={styles.worst}>
        {found.worst.map(({ query, rank, expected, retrieved }, index) => (
          <li key={index}>
            <p dir="auto" lang={queryLanguage} className={styles.query}>
              {query}
            </p>
            <p className={styles.rank}>right one at rank {format.count(rank)}</p>
            <p dir="auto" lang={passageLanguage}>
              <span className={styles.mark} title="retrieved first">
                ✗<span className="visually-hidden"> retrieved first: </span>
              </span>{' '}
              {retrieved}
            </p>
            <p dir="auto" lang={passageLanguage} className={styles.expected}>
              <span className={styles.mark} title="expected">
                ✓<span className="visually-hidden"> expected: </span>
              </span>{' '}
              {expected}
            </p>
          </li>
        ))}
      </ol>
    </div>
  );
}
