import type { Comparison } from '../../protocol';

type Row = NonNullable<Comparison['differences']['monolingual']['map']>;

/**
 * A comparison as Markdown. A difference that is significant after Holm's correction is bold, the others are plain.
 */
export function comparisonMarkdown({ a, b, method, differences, warnings }: Comparison): string {
  const { monolingual, crosslingual, multilingual } = differences;
  const settings = Object.entries({ monolingual, crosslingual, multilingual }).flatMap(([name, { map }]) =>
    map ? [[name, map] as const] : [],
  );
  const own = Object.entries(monolingual.perLanguage).map(([name, row]) => [`${name}-${name}`, row] as const);
  const heatmap = [...own, ...Object.entries(crosslingual.pairs)];
  const level = `${Number((method.level * 100).toFixed(2))} %`;
  return [
    `# mAP: B less A\n`,
    `- A: ${described(a)}\n- B: ${described(b)}\n`,
    ...warnings.map((warning) => `> ${cell(warning)}\n`),
    table('Settings', 'setting', settings, level),
    table('Language pairs (queries-passages)', 'pair', heatmap, level),
    table(
      'Query languages, pool of all languages',
      'queries',
      Object.entries(multilingual.perLanguage),
      level,
    ),
    settings.some(([, { evidence }]) => evidence !== null) && legend(method),
  ]
    .filter(Boolean)
    .join('\n')
    .concat('\n');
}

function legend({ rounds, level, seed }: Comparison['method']): string {
  return (
    `Interval: percentile bootstrap over questions, ${rounds} samples. p: paired randomisation test by question, ` +
    `two-sided, ${rounds} rounds, seed ${seed}; Holm's correction within each table. Bold: p (Holm) below ` +
    `${Number((1 - level).toFixed(6))}.`
  );
}

function table(title: string, first: string, rows: (readonly [string, Row])[], level: string): string {
  if (rows.length === 0) return '';
  const head = [first, 'A', 'B', 'B - A', `${level} interval`, 'p', 'p (Holm)', 'questions'];
  const lines = [
    head,
    head.map((_, column) => (column === 0 ? '---' : '--:')),
    ...rows.map(([name, row]) => fields(name, row)),
  ];
  return `## ${title}\n\n${lines.map((line) => `| ${line.join(' | ')} |`).join('\n')}\n`;
}

function fields(name: string, { a, b, difference, evidence }: Row): string[] {
  const figures = [cell(name), a.toFixed(4), b.toFixed(4)];
  if (!evidence) return [...figures, signed(difference), '-', '-', '-', '-'];
  const { interval, p, corrected, questions, significant } = evidence;
  return [
    ...figures,
    significant ? `**${signed(difference)}**` : signed(difference),
    `${signed(interval.low)} to ${signed(interval.high)}`,
    chance(p.randomisation),
    chance(corrected.holm),
    String(questions),
  ];
}

function described({ file, name, encoder, data, steps }: Comparison['a']): string {
  const trained = steps > 0 ? ` after ${steps} steps` : '';
  return cell(`${file}: ${name || encoder.name}; ${encoder.name}${trained}, on ${data.name}`);
}

function signed(value: number): string {
  const text = value.toFixed(4);
  if (Number(text) === 0) return (0).toFixed(4);
  return value > 0 ? `+${text}` : text;
}

function chance(p: number): string {
  return p < 0.0001 ? '<0.0001' : p.toFixed(4);
}

/** Names come from files: they must neither end a cell nor begin a line. */
function cell(text: string): string {
  return text.replaceAll(/\s+/g, ' ').replaceAll(/[\\|*`<>[\]]/g, '\\$&');
}
