import { IsoglotError } from '../core/errors';
import type { CompareOptions } from '../core/statistics/compareScores';
import { tablesOf } from '../io/export/report/columns';
import { groupSeeds, ownEntry } from '../io/export/report/entries';
import { evaluatedLanguages } from '../io/export/report/figures';
import type { Entry, Report } from '../io/export/report/model';
import { notesOf } from '../io/export/report/notes';
import { publishedEntries } from '../io/export/report/published';
import { marked, nameOf, runReport } from '../io/export/report/runReport';
import type { Comparison, Result } from '../protocol';
import { compareResults, differentData, type NamedResult } from './compareResults';
import { meanPerQuery } from './meanResult';

export interface ReportOptions extends CompareOptions {
  /** Lays published figures on the same data beside the results. */
  published: boolean;
  /** Also results on different data; their rows say so. */
  anyway: boolean;
}

/**
 * Results side by side. Those that differ only in their seed are one row; rows are held against the first, question by
 * question. A single result of a run is held against its own untouched encoder.
 *
 * @throws IsoglotError `bad-configuration` if the data differ and `anyway` is not given, or nothing was published on them.
 */
export function reportResults(
  results: readonly [NamedResult, ...NamedResult[]],
  options: ReportOptions,
): Report {
  const [{ result: first }] = results;
  const published = options.published ? publishedRows(results[0]) : [];
  const report = results.length === 1 ? runReport(first) : sideBySide(results, options);
  const entries = [...report.entries, ...published];
  const notes = [...new Set([...report.notes, ...notesOf(published, [], undefined)])];
  return { ...report, entries, notes, tables: tablesOf(entries, languagesOf(results)) };
}

function sideBySide(results: readonly NamedResult[], options: ReportOptions): Report {
  const warnings: string[] = [];
  const groups = groupSeeds(results);
  const [reference] = groups as [NamedResult[]];
  const names = distinctNames(groups);
  const entries = groups.map((group, number): Entry => {
    const [first, ...others] = group.map(({ result }) => result) as [Result, ...Result[]];
    const other = differentData(reference[0]!.result, first);
    if (other && !options.anyway) throw otherData(other, reference[0]!, group[0]!);
    const note = other ? `not on the data of the first row: ${other}` : '';
    const entry = ownEntry({ results: [first, ...others], name: names[number]! }, other === null, note);
    if (number === 0 || other) return entry;
    return marked(entry, testedAgainst(reference, group, options, warnings));
  });
  const all = results.map(({ result }) => result);
  const notes = notesOf(entries, all, entries[0]!.name);
  return { title: 'Results side by side', entries, tables: [], notes: [...notes, ...new Set(warnings)] };
}

/** Differences of a row from the first, or undefined where they can't be tested. */
function testedAgainst(
  reference: readonly NamedResult[],
  group: readonly NamedResult[],
  options: ReportOptions,
  warnings: string[],
) {
  const [a, b] = [asOne(reference), asOne(group)];
  const { differences, warnings: found } = compareResults(a, b, options);
  warnings.push(...found.map((warning) => `Warning: ${warning}`));
  return testedOnly(differences);
}

/** A row of several seeds as one result: its queries' means over the seeds. */
function asOne(group: readonly NamedResult[]): NamedResult {
  const [{ file, result }] = group as [NamedResult];
  const perQuery = meanPerQuery(group.map((one) => one.result));
  return { file, result: { ...result, perQuery } };
}

function testedOnly({ monolingual, crosslingual, multilingual }: Comparison['differences']) {
  const tested = (found: Comparison['differences']['monolingual']['map'] | undefined) =>
    found?.evidence ? { difference: found.difference, significant: found.evidence.significant } : null;
  const each = (rows: Comparison['differences']['monolingual']['perLanguage']) =>
    Object.fromEntries(Object.entries(rows).map(([name, found]) => [name, tested(found)]));
  return {
    monolingual: { map: tested(monolingual.map), perLanguage: each(monolingual.perLanguage) },
    crosslingual: { map: tested(crosslingual.map) },
    multilingual: { map: tested(multilingual.map), perLanguage: each(multilingual.perLanguage) },
  };
}

/** Rows are told apart by their names, where those are equal by their files too. */
export function distinctNames(groups: readonly (readonly NamedResult[])[]): string[] {
  const names = groups.map(([first]) => nameOf(first!.result));
  return names.map((name, number) =>
    names.filter((other) => other === name).length > 1 ? `${name} (${groups[number]![0]!.file})` : name,
  );
}

function languagesOf(results: readonly NamedResult[]): string[] {
  return [...new Set(results.flatMap(({ result }) => evaluatedLanguages(result)))];
}

function publishedRows({ file, result }: NamedResult): Entry[] {
  const rows = publishedEntries(result);
  if (rows.length > 0) return rows;
  throw new IsoglotError({
    code: 'bad-configuration',
    what: `No published figures are known for ${result.data.name}.`,
    where: file,
    remedy: 'Leave --published out, or give a result on XQuAD-R, MLQA-R or MIRACL.',
  });
}

function otherData(what: string, a: NamedResult, b: NamedResult): IsoglotError {
  return new IsoglotError({
    code: 'bad-configuration',
    what: `The results are not on the same data: ${what}.`,
    where: `${a.file}, ${b.file}`,
    remedy: 'Evaluate them on the same data, languages and domains, or add --anyway.',
  });
}
