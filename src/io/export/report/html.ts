import type { Result } from '../../../protocol';
import { escapeHtml } from '../escapeHtml';
import { stepWords } from '../stepWords';
import { DEFINITIONS } from './definitions';
import { pairsHeatmap } from './heatmaps';
import { bestOf, type Column, type Entry, type Report, type ReportTable } from './model';
import { STYLE } from './style';
import { figureText, MARKS, uncertaintyText } from './words';

/**
 * A report as one file that needs no other and no network: tables, a heatmap of each result, what is needed to get the
 * numbers again, and what they mean. Texts from files are escaped, and nothing in it may run.
 */
export function reportHtml(report: Report, results: readonly { name: string; result: Result }[]): string {
  return reportPage(report, `<h2>Results</h2>\n${results.map(resultHtml).join('\n')}`);
}

/** @param rest HTML behind tables and notes */
export function reportPage({ title, summary = [], entries, tables, notes }: Report, rest: string): string {
  const noted = entries.filter(({ note }) => note !== '');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<h1>${escapeHtml(title)}</h1>
${summary.map((part) => list(part.title, part.items)).join('\n')}
${tables.map((table) => tableHtml(table, entries)).join('\n')}
${list('Notes', notes)}
${list(
  'What differs',
  noted.map(({ name, note }) => `${name}: ${note}`),
)}
${rest}
<h2>What the figures mean</h2>
<dl>
${DEFINITIONS.map(([name, meaning]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(meaning)}</dd>`).join('\n')}
</dl>
</body>
</html>
`;
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<h2>${title}</h2>\n<ul>\n${items.map((item) => `<li>${escapeHtml(item)}</li>`).join('\n')}\n</ul>`;
}

function tableHtml({ title, columns }: ReportTable, entries: readonly Entry[]): string {
  const rows = entries.filter(({ figures }) => columns.some(({ key }) => figures.has(key)));
  const best = new Map(columns.map((column) => [column.key, bestOf(entries, column)]));
  const head = columns.map((column) => `<th scope="col">${escapeHtml(column.title)}</th>`).join('');
  const body = rows.map(
    (row) =>
      `<tr${row.published ? ' class="published"' : ''}><th scope="row">${escapeHtml(row.name)}` +
      `${row.tags.map((tag) => ` <span class="tag">${escapeHtml(tag)}</span>`).join('')}</th>` +
      `${columns.map((column) => cell(row, column, best.get(column.key)!.has(row))).join('')}</tr>`,
  );
  return `<h2>${escapeHtml(title)}</h2>
<div class="scroll"><table>
<thead><tr><td></td>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table></div>`;
}

function cell({ figures }: Entry, { key, decimals }: Column, best: boolean): string {
  const figure = figures.get(key);
  if (!figure) return '<td class="none">–</td>';
  const text = figureText(figure, decimals);
  const around = uncertaintyText(figure, decimals);
  const mark = figure.mark ? ` <span class="${figure.mark}">${MARKS[figure.mark]}</span>` : '';
  const unseen = figure.zeroShot ? '<sup>z</sup>' : '';
  return `<td>${best ? `<b>${text}</b>` : text}${unseen}${mark}${around ? `<br><small>${escapeHtml(around)}</small>` : ''}</td>`;
}

function resultHtml({ name, result }: { name: string; result: Result }, number: number): string {
  const { configuration, encoder, data, moreData = [], backend, isoglot, time, warnings } = result;
  const counts = (of: Record<string, number>) =>
    Object.entries(of)
      .map(([language, n]) => `${language} ${n}`)
      .join(', ');
  const facts: [string, string][] = [
    [
      'Encoder',
      `${encoder.source ?? encoder.name}${encoder.revision ? `, revision ${encoder.revision}` : ''}`,
    ],
    ['Encoder, SHA-256', encoder.sha256],
    ['Data', `${data.name} (${data.format})`],
    ['Data, SHA-256', data.sha256],
    ...moreData.map(({ name, source, format, sha256 }): [string, string] => [
      'Also trained on',
      `${source ?? name} (${format}), SHA-256 ${sha256}`,
    ]),
    ['Queries', counts(data.queries)],
    ['Candidates', counts(data.candidates)],
    ['Domains', configuration.targetDomains.join(', ') || 'all'],
    ['Steps', stepWords(result)],
    ['Seed', String(result.seed)],
    ['Backend', [backend.used, backend.adapter, backend.reason].filter(Boolean).join(', ')],
    ['Isoglot', `${isoglot.version}, commit ${isoglot.commit}`],
    ['Started', time.started],
  ];
  return `<section>
<h3>${escapeHtml(name)}</h3>
<figure>${pairsHeatmap(result, name, `h${number}-`)}</figure>
<dl class="facts">
${facts.map(([term, fact]) => `<dt>${term}</dt><dd>${escapeHtml(fact)}</dd>`).join('\n')}
</dl>
${warnings.length > 0 ? `<ul class="warnings">${warnings.map((warning) => `<li>${escapeHtml(warning)}</li>`).join('')}</ul>` : ''}
<details open><summary>Configuration</summary><pre>${escapeHtml(JSON.stringify(configuration, null, 2))}</pre></details>
</section>`;
}
