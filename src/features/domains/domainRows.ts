import type { Configuration, EvaluationEvent } from '../../protocol';

export const SETTINGS = ['monolingual', 'crosslingual', 'multilingual'] as const;
export type Column = (typeof SETTINGS)[number] | 'rankDistance';
export const COLUMNS: readonly Column[] = [...SETTINGS, 'rankDistance'];

/** One figure of a domain; null: not measured. */
export interface DomainFigure {
  before: number | null;
  now: number | null;
  interval: { low: number; high: number } | null;
  /** Whether the change is more than chance, by Holm's correction; null: not tested. */
  significant: boolean | null;
}

export type DomainRow = { name: string | null } & Record<Column, DomainFigure>;

/** Every domain of an evaluation in its order, and all of them together (name null) at the end. */
export function domainRows(before: EvaluationEvent | null, now: EvaluationEvent): DomainRow[] {
  const row = (name: string | null): DomainRow => {
    const figure = (column: Column): DomainFigure => ({
      before: before && valueOf(before, name, column),
      now: valueOf(now, name, column),
      interval: intervalOf(now, name, column),
      significant: significanceOf(now, name, column),
    });
    return {
      name,
      monolingual: figure('monolingual'),
      crosslingual: figure('crosslingual'),
      multilingual: figure('multilingual'),
      rankDistance: figure('rankDistance'),
    };
  };
  return [...Object.keys(now.scores.domains).sort().map(row), row(null)];
}

function valueOf({ scores }: EvaluationEvent, name: string | null, column: Column): number | null {
  const groups = name === null ? scores : scores.domains[name];
  if (!groups) return null;
  return column === 'rankDistance' ? groups.languageBias.rankDistance.mean : groups[column].map;
}

function intervalOf({ intervals }: EvaluationEvent, name: string | null, column: Column) {
  if (name !== null) return intervals?.domains[name]?.[column] ?? null;
  return (column === 'rankDistance' ? intervals?.rankDistance.mean : intervals?.[column].map) ?? null;
}

function significanceOf({ change }: EvaluationEvent, name: string | null, column: Column): boolean | null {
  if (column === 'rankDistance') return null;
  const changed = name === null ? change?.[column].map : change?.domains[name]?.[column];
  return changed?.significant ?? null;
}

export type DomainRole = 'trained on' | 'held out' | 'unused';

/**
 * What a run did with a domain: as it was measured, where it was; else as the configuration has it, whose empty lists mean
 * all there are.
 * @param untrained evaluated domains that the run was found not to train on
 */
export function roleIn(
  { sourceDomains, targetDomains }: Pick<Configuration, 'sourceDomains' | 'targetDomains'>,
  domain: string,
  untrained: readonly string[] | null = null,
): DomainRole {
  if (untrained && !untrained.includes(domain)) return 'trained on';
  if (untrained) return targetDomains.includes(domain) ? 'held out' : 'unused';
  if (targetDomains.includes(domain)) return 'held out';
  return sourceDomains.length === 0 || sourceDomains.includes(domain) ? 'trained on' : 'unused';
}
