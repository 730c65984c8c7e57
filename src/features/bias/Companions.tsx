import { FigureTable, Term } from '../../ui';
import { useExplain, type Measured } from '../workbench';
import { companionsOf } from './companions';

/** Every measure of language bias in one table, with floors and chance levels. */
export function Companions({ measured: { before, now, changed, stale } }: { measured: Measured }) {
  const explain = useExplain();
  if (!now) return null;
  return (
    <FigureTable
      label="Measures of language bias"
      stale={stale}
      rows={companionsOf({ before, now, changed }).map(({ id, title, hint, figures, note }) => ({
        id: title,
        name: (
          <Term hint={hint} onPress={() => explain(id)}>
            {title}
          </Term>
        ),
        ...figures,
        note,
      }))}
    />
  );
}
