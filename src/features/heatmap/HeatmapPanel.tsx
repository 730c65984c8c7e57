import { useRef, useState, type CSSProperties, type ReactNode } from 'react';
import { BUNDLED } from '../../state/session';
import { Blank, Button, format, Heatmap, Panel, Term } from '../../ui';
import { useCommands, useExplain, useRun, useSession, useView } from '../workbench';
import { Caption } from './Caption';
import { DomainChip } from './DomainChip';
import { Foreign } from './Foreign';
import { Head } from './Head';
import { Legend } from './Legend';
import { Readout } from './Readout';
import { ComparisonSwitch, SettingSwitch } from './Switches';
import type { Figures } from './figures';
import { useFigures } from './useFigures';
import { zeroShotLanguages } from './zeroShot';
import styles from './HeatmapPanel.module.css';

const METRIC_HEADS: Record<string, string> = {
  map: 'mAP',
  'mrr@10': 'MRR@10',
  'recall@1': 'recall@1',
  'recall@10': 'recall@10',
  'ndcg@10': 'nDCG@10',
};

/** Before the languages are known the table takes the place of a large one. */
const UNKNOWN_COLUMNS = 11;

const TABLE_NAMES = {
  crosslingual: 'mAP by query and passage language',
  monolingual: 'Monolingual scores by language',
  multilingual: 'Multilingual scores by query language',
} as const;

/** The picture that everything else explains. `loading`: what is under way, shown while there are no figures. */
export function HeatmapPanel({ loading }: { loading: ReactNode }) {
  const figures = useFigures();
  const cell = useView((view) => view.cell);
  const [hovered, setHovered] = useState<[string, string] | null>(null);
  const picture = useRef<HTMLDivElement>(null);
  const { rows, columns, columnsAre } = figures.grid;
  const goTo = (row: string, column: string) => {
    const at = `${rows.indexOf(row)},${columns.indexOf(column)}`;
    picture.current?.querySelector<HTMLElement>(`[data-at="${at}"]`)?.focus();
  };
  // Few languages make no giant cells: what they leave goes to the readout.
  const size = {
    '--rows': rows.length + 1,
    '--columns': (columns.length || UNKNOWN_COLUMNS) + (columnsAre === 'languages' ? 1 : 0),
  };
  return (
    <Panel
      title="Heatmap"
      badge={
        <>
          <DomainChip />
          <Badge figures={figures} />
        </>
      }
      actions={<ComparisonSwitch />}
    >
      <Caption />
      <div className={styles.top}>
        <SettingSwitch />
        <Foreign />
      </div>
      <div className={styles.body} style={size as CSSProperties}>
        <div ref={picture} className={styles.picture}>
          {rows.length > 0 ? (
            <Table figures={figures} onHover={setHovered} />
          ) : (
            <div className={styles.lattice} />
          )}
          <Legend
            range={figures.range}
            diagonal={columnsAre === 'languages'}
            level={figures.now?.change?.level ?? null}
            zeroShot={zeroShotLanguages(figures.now).size > 0}
          />
          {!figures.now && <Overlay loading={loading} />}
        </div>
        <Readout cell={hovered ?? cell} figures={figures} onPick={goTo} />
      </div>
    </Panel>
  );
}

function Table({ figures, onHover }: { figures: Figures; onHover: (cell: [string, string] | null) => void }) {
  const { grid, cell, marginOfRow, marginOfColumn, corner } = figures;
  const setting = useView((view) => view.setting);
  const focus = useView((view) => view.cell);
  const set = useView((view) => view.set);
  const explain = useExplain();
  const stale = useIsStale(figures);
  const languages = grid.columnsAre === 'languages';
  const zeroShot = zeroShotLanguages(figures.now);
  return (
    <Heatmap
      label={TABLE_NAMES[setting]}
      rowTitle="query"
      columnTitle={
        languages ? (
          <>
            passage language, <Term onPress={() => explain('map')}>mAP</Term>
          </>
        ) : (
          'measure, 0 to 1'
        )
      }
      rows={grid.rows.map((id) => ({ id, content: <Head code={id} zeroShot={zeroShot.has(id)} /> }))}
      columns={grid.columns.map((id) => ({
        id,
        content: languages ? (
          <Head code={id} zeroShot={zeroShot.has(id)} />
        ) : (
          <Term onPress={() => explain(id)}>{METRIC_HEADS[id] ?? id}</Term>
        ),
      }))}
      cell={cell}
      marginOfRow={languages ? marginOfRow : null}
      marginOfColumn={marginOfColumn}
      corner={corner}
      focus={focus}
      onFocus={(row, column) => set({ cell: [row, column] })}
      onLeave={() => set({ cell: null })}
      onHover={onHover}
      stale={stale}
    />
  );
}

function useIsStale({ now }: Figures): boolean {
  const step = useRun((run) => run.steps.at(-1)?.step ?? 0);
  return now !== null && step > now.step;
}

function Badge({ figures }: { figures: Figures }) {
  const { before, now } = figures;
  const comparison = useView((view) => view.comparison);
  const status = useRun((run) => run.status);
  const step = useRun((run) => run.steps.at(-1)?.step ?? 0);
  if (!now) return null;
  const at = comparison === 'before' ? (before?.step ?? now.step) : now.step;
  const { sample } = comparison === 'before' ? (before ?? now) : now;
  const part = sample ? ` on ${format.count(sample.queries)} of ${format.count(sample.of)} queries` : '';
  const when = (at === 0 ? 'measured before training' : `measured at step ${format.count(at)}`) + part;
  const late = `; ${status === 'failed' ? 'the run failed' : 'training is'} at step ${format.count(step)}`;
  return (
    <span className={styles.when}>{step <= now.step || comparison === 'before' ? when : when + late}</span>
  );
}

/** Over the empty table: what is missing, under way or wrong, and what to do. */
function Overlay({ loading }: { loading: ReactNode }) {
  const { measure, openEncoder, openData } = useCommands();
  const encoder = useSession((session) => session.encoder);
  const data = useSession((session) => session.data);
  const busy = useSession(({ tasks, opening, measuring }) =>
    tasks.length > 0 || measuring ? true : Object.values(opening).some(Boolean),
  );
  const failed = useSession((session) => session.notices.some(({ kind }) => kind === 'error'));
  const openBundled = () => {
    if (!encoder) void openEncoder({ kind: 'bundled', name: BUNDLED.encoder });
    if (!data) void openData({ kind: 'bundled', name: BUNDLED.data });
  };
  const content = busy ? (
    <Blank title={encoder && data ? 'Measuring the encoder before training' : 'Opening encoder and data'}>
      {loading}
    </Blank>
  ) : encoder && data ? (
    <Blank title="Not measured yet">
      <p>How well does the encoder find passages across languages before any training?</p>
      <Button look="primary" onPress={() => void measure()}>
        Measure now
      </Button>
    </Blank>
  ) : (
    <Blank title={`${encoder ? 'No data' : data ? 'No encoder' : 'No encoder and no data'} to measure`}>
      <p>
        {failed ? 'What went wrong, and what mends it, stands in the message. ' : ''}
        Open files at the top of the page, or drop them anywhere.
      </p>
      <Button onPress={openBundled}>Open what comes with Isoglot</Button>
    </Blank>
  );
  return <div className={styles.overlay}>{content}</div>;
}
