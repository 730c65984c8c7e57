import type { FigureRow } from './FigureTable';
import { change, score } from './format';

type Known = number | null | undefined;
type Write = (value: number) => string;

/**
 * A figure before and now as a row has them: `–` for what is not there. Without `changed` there was one measurement,
 * and a change of nothing would feign a second.
 */
export function figureTexts(
  before: Known,
  now: Known,
  changed: boolean,
  write: Write = (value) => score(value),
  writeChange: Write = (value) => change(value),
): Pick<FigureRow, 'before' | 'now' | 'change'> {
  const [was, is] = [before ?? null, now ?? null];
  return {
    before: was === null ? '–' : write(was),
    now: is === null ? '–' : write(is),
    change: !changed || was === null || is === null ? '–' : writeChange(is - was),
  };
}
