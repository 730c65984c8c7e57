import { bestOf, type Column, type Entry, type Report, type ReportTable } from './model';
import { figureText, MARKS, nameWithTags, uncertaintyText } from './words';

/** A report as Markdown: the best figure of a column bold, marks behind figures. */
export function reportMarkdown({ title, summary = [], entries, tables, notes }: Report): string {
  const notesOfRows = entries.filter(({ note }) => note !== '');
  return [
    `# ${escaped(title)}\n`,
    ...summary.map(
      (part) => `## ${part.title}\n\n${part.items.map((item) => `- ${escaped(item)}\n`).join('')}`,
    ),
    ...tables.map((table) => tableMarkdown(table, entries)),
    ...(notesOfRows.length > 0
      ? [
          '## What differs\n',
          notesOfRows.map(({ name, note }) => `- ${escaped(name)}: ${escaped(note)}\n`).join(''),
        ]
      : []),
    ...(notes.length > 0 ? ['## Notes\n', notes.map((note) => `- ${escaped(note)}\n`).join('')] : []),
  ].join('\n');
}

function tableMarkdown({ title, detailed, columns }: ReportTable, entries: readonly Entry[]): string {
  const rows = entries.filter(({ figures }) => columns.some(({ key }) => figures.has(key)));
  const lines = [
    ['', ...columns.map((column) => escaped(column.title))],
    ['---', ...columns.map(() => '--:')],
    ...rows.map((row) => [
      escaped(nameWithTags(row)),
      ...columns.map((column) => cell(row, column, detailed, bestOf(entries, column).has(row))),
    ]),
  ];
  return `## ${escaped(title)}\n\n${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}\n`;
}

function cell({ figures }: Entry, { key, decimals }: Column, detailed: boolean, best: boolean): string {
  const figure = figures.get(key);
  if (!figure) return '-';
  const text = figureText(figure, decimals);
  const mark = figure.mark ? ` ${MARKS[figure.mark]}` : '';
  const around = detailed ? escaped(uncertaintyText(figure, decimals)) : '';
  return `${best ? `**${text}**` : text}${figure.zeroShot ? ' z' : ''}${mark}${around ? ` ${around}` : ''}`;
}

/** Names come from files: they must neither end a cell nor begin a line. */
function escaped(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\|*_`<>[\]]/g, '\\$&');
}
