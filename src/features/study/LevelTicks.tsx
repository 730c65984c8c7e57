import type { ReactNode } from 'react';
import { choicesOf, has, isPlain, ticked, wordsOf, type Level } from './levels';
import styles from './Study.module.css';

interface LevelTicksProps {
  title: string;
  offered: readonly Level[];
  levels: readonly Level[];
  onChange: (levels: Level[]) => void;
  /** What adds others. */
  children: ReactNode;
}

/** The levels of one factor of the grid, to tick. */
export function LevelTicks({ title, offered, levels, onChange, children }: LevelTicksProps) {
  return (
    <fieldset className={styles.section}>
      <legend>{title}</legend>
      <div className={styles.ticks}>
        {choicesOf(offered, levels).map((level) => {
          const on = has(levels, level);
          return (
            <label
              key={JSON.stringify(level.set)}
              title={wordsOf(level)}
              className={isPlain(level, offered) ? undefined : styles.own}
            >
              <input
                type="checkbox"
                checked={on}
                // One must stay.
                disabled={on && levels.length === 1}
                onChange={(event) => {
                  const next = ticked(levels, level, event.target.checked, offered);
                  if (next) onChange(next);
                }}
              />
              <span>
                {level.name}
                {!isPlain(level, offered) && <span className={styles.aside}>{wordsOf(level)}</span>}
              </span>
            </label>
          );
        })}
      </div>
      {children}
    </fieldset>
  );
}
