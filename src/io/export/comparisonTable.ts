import { FURTHER_METRICS } from '../../core/metrics/furtherPerQuery';
import type { Comparison } from '../../protocol';

type Row = NonNullable<Comparison['differences']['monolingual']['map']>;

type Named = readonly [string, Row];

const TITLES = {
  map: 'mAP',
  'ndcg@10': 'nDCG@10',
  'mrr@10': 'MRR@10',
  'recall@1': 'recall@1',
  'hit@1': 'hit@1',
  rankDistance: 'Rank distance (ranks, lower is fairer)',
};

/**
 * A comparison as Markdown, each measure with its tables. A difference that is significant after Holm's correction is
 * bold, the others are plain.
 */
export function comparisonMarkdown({ a, b, method, differences, further, warnings }: Comparison): string {
  const { monolingual, crosslingual, multilingual } = differences;
  const means = {
    monolingual: monolingual.map,
    crosslingual: crosslingual.map,
    multilingual: multilingual.map,
  };
  const tested = Object.values(means).some((row) => row !== null && row.evidence !== null);
  const others = FURTHER_METRICS.flatMap((metric) => {
    const found = further?.[metric];
    if (!found) return [];
    const [mono, cross, multi] = [found.monolingual, found.crosslingual, found.multilingual];
    const own = { monolingual: mono.mean, crosslingual: cross.mean, multilingual: multi.mean };
    return [
      `# ${TITLES[metric]}: B less A\n`,
      ...tables(own, found, method, metric === 'rankDistance' ? 2 : 4),
    ];
  });
  return [
    `# ${TITLES.map}: B less A\n`,
    `- A: ${described(a)}\n- B: ${described(b)}\n`,
    ...warnings.map((warning) => `> ${cell(warning)}\n`),
    ...tables(means, differences, method, 4),
    ...others,
    tested && legend(method),
  ]
    .filter(Boolean)
    .join('\n')
    .concat('\n');
}

interface Cells {
  monolingual: { perLanguage: Record<string, Row> };
  crosslingual: { pairs: Record<string, Row> };
  multilingual: { perLanguage: Record<string, Row> };
}

function tables(
  means: Record<string, Row | null>,
  { monolingual, crosslingual, multilingual }: Cells,
  { level }: Comparison['method'],
  decimals: number,
): string[] {
  const settings = Object.entries(means).flatMap(([name, row]): Named[] => (row ? [[name, row]] : []));
  const own = Object.entries(monolingual.perLanguage).map(([name, row]): Named => [`${name}-${name}`, row]);
  const heatmap = [...own, ...Object.entries(crosslingual.pairs)];
  const pooled = Object.entries(multilingual.perLanguage);
  const share = `${Number((level * 100).toFixed(2))} %`;
  return [
    table('Settings', 'setting', settings, share, decimals),
    table('Language pairs (queries-passages)', 'pair', heatmap, share, decimals),
    table('Query languages, pool of all languages', 'queries', pooled, share, decimals),
  ];
}

function legend({ rounds, level, seed }: Comparison['method']): string {
  return (
    `Interval: percentile bootstrap over questions, ${rounds} samples. p: paired randomisation test by question, ` +
    `two-sided, ${rounds} rounds, seed ${seed}; Holm's correction within each table. Bold: p (Holm) below ` +
    `${Number((1 - level).toFixed(6))}.`
  );
}

function table(title: string, first: string, rows: Named[], level: string, decimals: number): string {
  if (rows.length === 0) return '';
  const head = [first, 'A', 'B', 'B - A', `${level} interval`, 'p', 'p (Holm)', 'questions'];
  const lines = [
    head,
    head.map((_, column) => (column === 0 ? '---' : '--:')),
    ...rows.map(([name, row]) => fields(name, row, decimals)),
  ];
  return `## ${title}\n\n${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}\n`;
}

function fields(name: string, { a, b, difference, evidence }: Row, decimals: number): string[] {
  const write = (value: number) => signed(value, decimals);
  const figures = [cell(name), a.toFixed(decimals), b.toFixed(decimals)];
  if (!evidence) return [...figures, write(difference), '-', '-', '-', '-'];
  const { interval, p, corrected, questions, significant } = evidence;
  return [
    ...figures,
    significant ? `**${write(difference)}**` : write(difference),
    `${write(interval.low)} to ${write(interval.high)}`,
    chance(p.randomisation),
    chance(corrected.holm),
    String(questions),
  ];
}

function described({ file, name, encoder, data, steps }: Comparison['a']): string {
  const trained = steps > 0 ? ` after ${steps} steps` : '';
  return cell(`${file}: ${name || encoder.name}; ${encoder.name}${trained}, on ${data.name}`);
}

function signed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  if (Number(text) === 0) return (0).toFixed(decimals);
  return value > 0 ? `+${text}` : text;
}

function chance(p: number): string {
  return p < 0.0001 ? '<0.0001' : p.toFixed(4);
}

/** Names come from files: they must neither end a cell nor begin a line. */
function cell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\|*`<>[\]]/g, '\\$&');
}
