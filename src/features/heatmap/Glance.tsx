import { Button as AriaButton } from 'react-aria-components';
import { format, LanguageTag } from '../../ui';
import { useView } from '../workbench';
import { extremes, unevenPairs, type Extreme } from './extremes';
import type { Figures } from './figures';
import styles from './Glance.module.css';

const COUNT = 3;
const UNEVEN = 2;

interface GlanceProps {
  figures: Figures;
  /** Goes to a cell of the table. */
  onPick: (row: string, column: string) => void;
}

/** While no cell is looked at: where the table is highest, lowest and most uneven. */
export function Glance({ figures, onPick }: GlanceProps) {
  const comparison = useView((view) => view.comparison);
  const { grid } = figures;
  const value = (row: string, column: string) => figures.cell(row, column).value;
  const { high, low } = extremes(grid, value, COUNT);
  const changes = comparison === 'change';
  const uneven = changes ? [] : unevenPairs(grid, value, UNEVEN);
  const write = changes ? format.change : format.score;
  const item = (cell: Extreme, figure: string) => (
    <li key={`${cell.row} ${cell.column}`}>
      <AriaButton className={styles.item} onPress={() => onPick(cell.row, cell.column)}>
        <Cell cell={cell} languages={grid.columnsAre === 'languages'} />
        <span className={styles.figure}>{figure}</span>
      </AriaButton>
    </li>
  );
  return (
    <div className={styles.glance}>
      <p className={styles.hint}>
        Point at a cell, or walk the table with the arrow keys: its figures and worst queries appear here.
      </p>
      {high.length > 0 && (
        <>
          <Part title={changes ? 'Gained most' : 'Easiest'}>
            {high.map((cell) => item(cell, write(cell.value)))}
          </Part>
          <Part title={changes ? worstChange(low[0]) : 'Hardest'}>
            {low.map((cell) => item(cell, write(cell.value)))}
          </Part>
        </>
      )}
      {uneven.length > 0 && (
        <Part title="Most uneven, there and back">
          {uneven.map((cell) => item(cell, `${write(cell.value)} / ${write(cell.back)}`))}
        </Part>
      )}
    </div>
  );
}

function worstChange(least: Extreme | undefined): string {
  return least && least.value < 0 ? 'Lost most' : 'Gained least';
}

function Part({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <section className={styles.part}>
      <h3 className={styles.title}>{title}</h3>
      <ol>{children}</ol>
    </section>
  );
}

function Cell({ cell: { row, column }, languages }: { cell: Extreme; languages: boolean }) {
  return (
    <span className={styles.cell}>
      <LanguageTag code={row} />
      {languages && (
        <>
          <span aria-hidden="true">→</span> <LanguageTag code={column} />
        </>
      )}
    </span>
  );
}
