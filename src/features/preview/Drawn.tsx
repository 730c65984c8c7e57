import { useEffect, useMemo, useState } from 'react';
import type { Expectations } from '../../protocol';
import { englishName, format, PopoverCard } from '../../ui';
import { useCommands, useRun } from '../workbench';
import { batchesIn, drawnRows, SHOWN, type DrawnRows, type Shown } from './drawnRows';
import styles from './Drawn.module.css';

const TITLES: Record<Shown, string> = {
  kinds: 'Batches',
  queryLanguages: 'Query languages',
  passageLanguages: 'Passage languages',
  domains: 'Domains',
  dataSets: 'Data sets',
  switched: 'Code-switched queries',
};

interface Asked {
  /** Those that the expectations are of. */
  steps: number;
  batches: number;
  expectations: Expectations | null;
}

/** What the run has drawn, beside what was asked; nothing before its first step. */
export function Drawn() {
  const count = useRun((run) => batchesIn(run.steps));
  if (count === 0) return null;
  return (
    <PopoverCard label="Drawn beside asked" trigger={`${format.count(count)} drawn`}>
      {() => <Table />}
    </PopoverCard>
  );
}

function Table() {
  const steps = useRun((run) => run.steps);
  const configuration = useRun((run) => run.configuration);
  const { expect } = useCommands();
  const [asked, setAsked] = useState<Asked | null>(null);
  useEffect(() => {
    if (!configuration) return;
    let wanted = true;
    const batches = batchesIn(steps);
    void expect(configuration, batches).then(
      (expectations) => wanted && setAsked({ steps: steps.length, batches, expectations }),
    );
    return () => {
      wanted = false;
    };
  }, [expect, configuration, steps]);
  const rows = useMemo(
    () => asked?.expectations && drawnRows(steps.slice(0, asked.steps), asked.expectations),
    [asked, steps],
  );
  if (!asked) return <p className={styles.note}>Reckoning what was asked for…</p>;
  if (!rows)
    return <p className={styles.note}>The data of this run is not open: nothing to hold it against.</p>;
  return (
    <div className={styles.card}>
      <p className={styles.note}>
        {format.counted(asked.batches, 'batch', 'batches')}. Bounds hold 99.9 % of such counts; languages that
        run out within a batch leave them.
      </p>
      <table className={styles.table} aria-label="Drawn beside asked">
        <thead>
          <tr>
            <th scope="col">of</th>
            <th scope="col">drawn</th>
            <th scope="col">share</th>
            <th scope="col">asked</th>
            <th scope="col">bounds</th>
          </tr>
        </thead>
        {SHOWN.filter((measure) => rows[measure].length > 0).map((measure) => (
          <tbody key={measure}>
            <tr>
              <th scope="rowgroup" colSpan={5} className={styles.group}>
                {TITLES[measure]}
              </th>
            </tr>
            {rows[measure].map(([name, row]) => (
              <tr key={name}>
                <th scope="row">{named(measure, name)}</th>
                <td>{format.count(row.drawn)}</td>
                <td>{format.percent(row.share)}</td>
                <td>{format.percent(row.asked)}</td>
                <td className={row.inside ? undefined : styles.outside}>
                  {format.count(row.low)}–{format.count(row.high)}
                  {!row.inside && ' outside'}
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      <p className={styles.note}>{pairsInWords(rows)}</p>
    </div>
  );
}

function named(measure: Shown, name: string): string {
  if (measure === 'queryLanguages' || measure === 'passageLanguages') return englishName(name);
  if (measure === 'dataSets') return name === '0' ? 'main' : `further ${name}`;
  return name;
}

function pairsInWords({ pairs }: DrawnRows): string {
  const outside = pairs.filter(([, { inside }]) => !inside).map(([name]) => name);
  const all = format.counted(pairs.length, 'pair');
  return outside.length === 0
    ? `${all} of languages: all inside their bounds.`
    : `${all} of languages: outside their bounds ${outside.join(', ')}.`;
}
