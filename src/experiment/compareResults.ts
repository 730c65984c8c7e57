import { IsoglotError } from '../core/errors';
import { FURTHER_METRICS, type FurtherMetric } from '../core/metrics/furtherPerQuery';
import { meanOrNull } from '../core/metrics/rankMetrics';
import {
  compareScores,
  type CompareOptions,
  type Difference,
  type ScoreDifferences,
} from '../core/statistics/compareScores';
import type { ComparedMetric } from '../core/statistics/matchQueries';
import type { Comparison, Result } from '../protocol';

const SETTINGS = ['monolingual', 'crosslingual', 'multilingual'] as const;

export interface NamedResult {
  /** For messages and tables. */
  file: string;
  result: Result;
}

export interface CompareResultsOptions extends CompareOptions {
  /** Also results on different data: queries that both have are compared, with a warning. */
  anyway: boolean;
  /** What else than mAP is compared; mAP always is. */
  metrics?: readonly ComparedMetric[];
}

/**
 * Differences in mAP, and in what else is asked for, between two results with intervals and tests; plain differences
 * where one of them doesn't know its queries one by one.
 *
 * @throws IsoglotError `bad-configuration` if the data differ, or have nothing in common.
 */
export function compareResults(
  a: NamedResult,
  b: NamedResult,
  { anyway, metrics = [], ...options }: CompareResultsOptions,
): Comparison {
  const warnings: string[] = [];
  const otherData = differentData(a.result, b.result);
  if (otherData && !anyway) {
    throw new IsoglotError({
      code: 'bad-configuration',
      what: `The two results are not on the same data: ${otherData}.`,
      where: `${a.file}, ${b.file}`,
      remedy: 'Evaluate both on the same data, languages and domains, or add --anyway.',
    });
  }
  if (otherData)
    warnings.push(`Not on the same data: ${otherData}. A difference may be one between the data.`);
  const differences = compared(a, b, options, warnings);
  const settings = [differences.monolingual, differences.crosslingual, differences.multilingual];
  if (settings.every(({ map }) => map === null)) {
    throw new IsoglotError({
      code: 'bad-configuration',
      what: 'The two results have no query and no language pair in common.',
      where: `${a.file}, ${b.file}`,
      remedy: 'Evaluate both on the same data.',
    });
  }
  const asked = FURTHER_METRICS.filter((metric) => metrics.includes(metric));
  const further = asked.map((metric) => [metric, furtherCompared(metric, a, b, options, warnings)] as const);
  const { rounds, level, seed } = options;
  return {
    schema: 'isoglot/comparison@1',
    a: facts(a),
    b: facts(b),
    method: { rounds, level, seed },
    differences,
    ...(further.length > 0 && { further: Object.fromEntries(further) }),
    warnings,
  };
}

function compared(
  a: NamedResult,
  b: NamedResult,
  options: CompareOptions,
  warnings: string[],
): Comparison['differences'] {
  const lacking = [a, b].filter(({ result }) => result.perQuery === undefined);
  if (lacking.length > 0) {
    const files = [...new Set(lacking.map(({ file }) => file))].join(', ');
    warnings.push(
      `No intervals and no tests: perQuery is missing from ${files}. The command line writes it.`,
    );
    return plainDifferences(a.result, b.result);
  }
  const { differences, unmatched } = compareScores(a.result.perQuery!, b.result.perQuery!, options);
  if (unmatched.a + unmatched.b > 0) {
    warnings.push(`Left out: ${unmatched.a} queries that only A has, ${unmatched.b} that only B has.`);
  }
  const { monolingual, crosslingual } = differences;
  const cells = Object.keys(monolingual.perLanguage).length + Object.keys(crosslingual.pairs).length;
  // The least p that drawn sign patterns can give is 1 / (1 + rounds).
  if (cells / (1 + options.rounds) >= 1 - options.level) {
    warnings.push(
      `With ${options.rounds} rounds none of ${cells} language pairs can be significant: take more rounds.`,
    );
  }
  return differences;
}

/** Queries that only one of them has, and rounds that are too few, are the same as with mAP and said there. */
function furtherCompared(
  metric: FurtherMetric,
  a: NamedResult,
  b: NamedResult,
  options: CompareOptions,
  warnings: string[],
): NonNullable<Comparison['further']>[FurtherMetric] {
  const lacking = [a, b].filter(({ result: { perQuery } }) => !perQuery || !knows(perQuery, metric));
  if (lacking.length === 0) {
    return asMeans(compareScores(a.result.perQuery!, b.result.perQuery!, options, metric).differences);
  }
  const older = [...new Set(lacking.filter(({ result }) => result.perQuery).map(({ file }) => file))];
  if (older.length > 0) {
    warnings.push(
      `No intervals and no tests of ${metric}: the perQuery of ${older.join(', ')} is older and lacks it. ` +
        'Evaluate again to have it.',
    );
  }
  return asMeans(plainOf(a.result, b.result, metric));
}

function knows(perQuery: NonNullable<Result['perQuery']>, metric: FurtherMetric): boolean {
  return Object.values(perQuery).every(({ further }) => further?.[metric]);
}

function asMeans({ monolingual, crosslingual, multilingual }: ScoreDifferences) {
  return {
    monolingual: { mean: monolingual.map, perLanguage: monolingual.perLanguage },
    crosslingual: { mean: crosslingual.map, pairs: crosslingual.pairs },
    multilingual: { mean: multilingual.map, perLanguage: multilingual.perLanguage },
  };
}

/** A measure of a result by setting, and there by language or pair. */
function valuesOf(
  { scores }: Result,
  metric: ComparedMetric,
): Record<keyof ScoreDifferences, Record<string, number>> {
  const { monolingual, crosslingual, multilingual, languageBias } = scores;
  if (metric === 'rankDistance') {
    return { monolingual: {}, crosslingual: {}, multilingual: languageBias.rankDistance.perLanguage };
  }
  const each = (cells: Record<string, Partial<Record<ComparedMetric, number>>>) =>
    Object.fromEntries(
      Object.entries(cells).flatMap(([name, cell]) => {
        const value = cell[metric];
        return value === undefined ? [] : [[name, value] as const];
      }),
    );
  return {
    monolingual: each(monolingual.perLanguage),
    crosslingual: each(crosslingual.pairs),
    multilingual: each(multilingual.perLanguage),
  };
}

/** What is different about the data that were evaluated, or null. */
export function differentData({ data: a, configuration: x }: Result, { data: b, configuration: y }: Result) {
  if (a.sha256 !== b.sha256) {
    return `${a.name} (sha256 ${a.sha256.slice(0, 12)}) and ${b.name} (sha256 ${b.sha256.slice(0, 12)})`;
  }
  for (const counts of ['queries', 'candidates'] as const) {
    const [one, other] = [inWords(a[counts]), inWords(b[counts])];
    if (one !== other) return `${counts} ${one} and ${other}`;
  }
  if (x.passageText !== y.passageText) return `passages as ${x.passageText} and ${y.passageText}`;
  const [one, other] = [x, y].map(({ targetDomains }) => [...targetDomains].sort().join(', ') || 'all');
  return one === other ? null : `domains ${one} and ${other}`;
}

function inWords(counts: Record<string, number>): string {
  const languages = Object.keys(counts).sort();
  return languages.map((language) => `${language} ${counts[language]}`).join(', ');
}

/** The means of mAP are those that the results give themselves. */
function plainDifferences(a: Result, b: Result): ScoreDifferences {
  const found = plainOf(a, b, 'map');
  for (const setting of SETTINGS) found[setting].map = plain(a.scores[setting].map, b.scores[setting].map);
  return found;
}

/** A measure of two results, setting by setting. */
function plainOf(a: Result, b: Result, metric: ComparedMetric): ScoreDifferences {
  const [x, y] = [valuesOf(a, metric), valuesOf(b, metric)];
  const meanOf = (setting: keyof ScoreDifferences) =>
    plain(meanOrNull(Object.values(x[setting])), meanOrNull(Object.values(y[setting])));
  const each = (setting: keyof ScoreDifferences) => plainEach(x[setting], y[setting]);
  return {
    monolingual: { map: meanOf('monolingual'), perLanguage: each('monolingual') },
    crosslingual: { map: meanOf('crosslingual'), pairs: each('crosslingual') },
    multilingual: { map: meanOf('multilingual'), perLanguage: each('multilingual') },
  };
}

function plain(a: number | null, b: number | null | undefined): Difference | null {
  if (a === null || b === null || b === undefined) return null;
  return { a, b, difference: b - a, evidence: null };
}

function plainEach(a: Record<string, number>, b: Record<string, number>): Record<string, Difference> {
  const entries = Object.keys(a).flatMap((name) => {
    const difference = plain(a[name]!, b[name]);
    return difference ? [[name, difference] as const] : [];
  });
  return Object.fromEntries(entries);
}

function facts({
  file,
  result: { configuration, encoder, data, steps, seed },
}: NamedResult): Comparison['a'] {
  return {
    file,
    name: configuration.name,
    encoder: { name: encoder.name, sha256: encoder.sha256 },
    data: { name: data.name, sha256: data.sha256 },
    steps,
    seed,
  };
}
