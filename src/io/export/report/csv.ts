import { csvText } from '../csv';
import { nameWithTags } from './words';
import type { Column, Entry, Report } from './model';

const PARTS = ['', 'low', 'high', 'deviation', 'mark'] as const;

/**
 * A report as one table, a row for each row: of every figure its value (unrounded), interval, deviation over seeds and
 * mark. Parts that no row has are left out.
 */
export function reportCsv({ entries, tables }: Report): string {
  const columns = tables.flatMap(({ title, columns: some }) =>
    some.flatMap((column) =>
      PARTS.filter((part) => entries.some((entry) => partOf(entry, column, part) !== '')).map((part) => ({
        head: [title === 'Means' ? '' : title.replace(' by query language', ''), column.title, part]
          .filter(Boolean)
          .join(' '),
        of: (entry: Entry) => partOf(entry, column, part),
      })),
    ),
  );
  return csvText([
    ['name', 'published', 'runs', ...columns.map(({ head }) => head), 'note'],
    ...entries.map((entry) => [
      nameWithTags(entry),
      entry.published ? 'yes' : 'no',
      String(entry.runs),
      ...columns.map(({ of }) => of(entry)),
      entry.note,
    ]),
  ]);
}

function partOf({ figures }: Entry, { key }: Column, part: (typeof PARTS)[number]): string {
  const figure = figures.get(key);
  if (!figure) return '';
  switch (part) {
    case '':
      return String(figure.value);
    case 'low':
    case 'high':
      return figure.interval?.[part].toString() ?? '';
    case 'deviation':
      return figure.deviation?.toString() ?? '';
    case 'mark':
      return figure.mark ?? '';
  }
}
