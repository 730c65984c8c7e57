import type { MetricEntry, MetricGroup } from './catalogue/entry';

const PREAMBLE = `# Metrics

Every figure that Isoglot gives: formula, source, range, floor, chance level, when it misleads, and a case small enough
to check by hand. The figures in bold are computed by a test with the code that scores your runs. The page shows the
same words: press the name of a metric, or Metrics in its head.

Common to all: ranks begin with 1; equal scores keep the order of the pool; every candidate is ranked; means over
languages and pairs are plain means, so that a language with few questions counts as much as one with many.
`;

/** The text of docs/metrics.md. */
export function catalogueDocument(groups: readonly MetricGroup[]): string {
  return [PREAMBLE, ...groups.map(groupSection)].join('\n');
}

function groupSection({ title, entries }: MetricGroup): string {
  return [`## ${title}\n`, ...entries.map(entrySection)].join('\n');
}

function entrySection(entry: MetricEntry): string {
  const facts = [
    ['In results', entry.covers.map((name) => `\`${name}\``).join(', ')],
    ['Letters', entry.letters],
    ['Range', entry.range],
    ['Floor', entry.floor],
    ['Chance', entry.chance],
    ['When it misleads', entry.misleads],
    ['Source', `${entry.source} <${entry.link}>`],
    ['Example', entry.example],
  ];
  return [
    `### ${entry.title}\n`,
    `${entry.meaning}\n`,
    `    ${entry.formula}\n`,
    ...facts.map(([name, text]) => `- ${name}: ${text}`),
    '',
  ].join('\n');
}
