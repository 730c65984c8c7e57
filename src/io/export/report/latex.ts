import { bestOf, type Column, type Entry, type Mark, type Report, type ReportTable } from './model';
import { figureText, nameWithTags, uncertaintyText } from './words';

const MARKS: Readonly<Record<Mark, string>> = {
  higher: '$^{\\uparrow}$',
  lower: '$^{\\downarrow}$',
  same: '$^{\\approx}$',
};

/**
 * A report as LaTeX tables for the booktabs package, without a preamble, to be read in by `\input`. Published rows
 * stand below a rule; what differs about them and what marks mean stands in comments and below the tables.
 */
export function reportLatex({ title, summary = [], entries, tables, notes }: Report): string {
  const noted = entries.flatMap(({ name, note }) => (note ? [`${name}: ${note}`] : []));
  return [
    `% ${oneLine(title)}`,
    '% Needs \\usepackage{booktabs}; a document in UTF-8.',
    ...summary.map(
      (part) =>
        `\\paragraph{${escaped(part.title)}}\n\\begin{itemize}\n${part.items.map((item) => `\\item ${escaped(item)}\n`).join('')}\\end{itemize}`,
    ),
    ...tables.map((table, number) => tableLatex(table, number, entries)),
    ...[...noted, ...notes].map((note) => `{\\par\\noindent\\footnotesize ${escaped(note)}\\par}`),
    '',
  ].join('\n');
}

function tableLatex({ title, detailed, columns }: ReportTable, number: number, entries: readonly Entry[]) {
  const rows = entries.filter(({ figures }) => columns.some(({ key }) => figures.has(key)));
  const line = (row: Entry) =>
    [
      escaped(nameWithTags(row)),
      ...columns.map((column) => cell(row, column, detailed, bestOf(entries, column).has(row))),
    ].join(' & ');
  const own = rows.filter(({ published }) => !published);
  const published = rows.filter((row) => row.published);
  return [
    '\\begin{table}',
    '\\centering',
    `\\caption{${escaped(title)}}`,
    `\\label{tab:isoglot-${number + 1}}`,
    `\\begin{tabular}{l${'r'.repeat(columns.length)}}`,
    '\\toprule',
    `${['', ...columns.map((column) => escaped(column.title))].join(' & ')} \\\\`,
    '\\midrule',
    ...own.map((row) => `${line(row)} \\\\`),
    ...(own.length > 0 && published.length > 0 ? ['\\midrule'] : []),
    ...published.map((row) => `${line(row)} \\\\`),
    '\\bottomrule',
    '\\end{tabular}',
    '\\end{table}',
  ].join('\n');
}

function cell({ figures }: Entry, { key, decimals }: Column, detailed: boolean, best: boolean): string {
  const figure = figures.get(key);
  if (!figure) return '--';
  const text = figureText(figure, decimals);
  const around = detailed ? escaped(uncertaintyText(figure, decimals)) : '';
  const unseen = figure.zeroShot ? '$^{z}$' : '';
  const mark = figure.mark ? MARKS[figure.mark] : '';
  return `${best ? `\\textbf{${text}}` : text}${unseen}${mark}${around ? ` {\\footnotesize ${around}}` : ''}`;
}

const SPECIAL: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '<': '\\textless{}',
  '>': '\\textgreater{}',
  '|': '\\textbar{}',
  '"': '\\char34{}',
  '±': '$\\pm$',
  '↑': '$\\uparrow$',
  '↓': '$\\downarrow$',
  '≈': '$\\approx$',
  // A row that begins with one would be read as the argument of the line break above it.
  '[': '{[}',
  ']': '{]}',
};

/** Text from a file as LaTeX sets it: none of its characters is a command. */
export function escaped(text: string): string {
  return oneLine(text).replaceAll(
    /[\\~^<>|"±↑↓≈[\]{}#$%&_]/g,
    (character) => SPECIAL[character] ?? `\\${character}`,
  );
}

/** A comment ends with its line. */
const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ');
