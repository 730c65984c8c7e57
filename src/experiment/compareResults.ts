import { IsoglotError } from '../core/errors';
import { compareScores, type CompareOptions, type Difference } from '../core/statistics/compareScores';
import type { Comparison, Result } from '../protocol';

export interface NamedResult {
  /** For messages and tables. */
  file: string;
  result: Result;
}

/**
 * Differences in mAP between two results with intervals and tests; plain differences where one of them doesn't know
 * its queries one by one.
 *
 * @param anyway also results on different data: queries that both have are compared, with a warning
 * @throws IsoglotError `bad-configuration` if the data differ, or have nothing in common.
 */
export function compareResults(
  a: NamedResult,
  b: NamedResult,
  { anyway, ...options }: CompareOptions & { anyway: boolean },
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
  const { rounds, level, seed } = options;
  return {
    schema: 'isoglot/comparison@1',
    a: facts(a),
    b: facts(b),
    method: { rounds, level, seed },
    differences,
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

function plainDifferences({ scores: a }: Result, { scores: b }: Result): Comparison['differences'] {
  return {
    monolingual: {
      map: plain(a.monolingual.map, b.monolingual.map),
      perLanguage: plainEach(a.monolingual.perLanguage, b.monolingual.perLanguage),
    },
    crosslingual: {
      map: plain(a.crosslingual.map, b.crosslingual.map),
      pairs: plainEach(a.crosslingual.pairs, b.crosslingual.pairs),
    },
    multilingual: {
      map: plain(a.multilingual.map, b.multilingual.map),
      perLanguage: plainEach(a.multilingual.perLanguage, b.multilingual.perLanguage),
    },
  };
}

function plain(a: number | null | undefined, b: number | null | undefined): Difference | null {
  if (a === null || a === undefined || b === null || b === undefined) return null;
  return { a, b, difference: b - a, evidence: null };
}

function plainEach(
  a: Record<string, { map: number }>,
  b: Record<string, { map: number }>,
): Record<string, Difference> {
  const entries = Object.keys(a).flatMap((name) => {
    const difference = plain(a[name]!.map, b[name]?.map);
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
