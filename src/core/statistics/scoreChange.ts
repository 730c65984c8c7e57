import type { PerQueryScores } from '../metrics/perQuery';
import {
  compareFamily,
  familiesOf,
  type CompareOptions,
  type Difference,
  type Evidence,
  type Named,
} from './compareScores';

/** A difference in mAP between two evaluations of one run, with what is known of it. */
export interface Changed {
  difference: number;
  low: number;
  high: number;
  p: number;
  holm: number;
  benjaminiHochberg: number;
  significant: boolean;
}

/** Changes in the layout of a result's scores; null where nothing could be scored. */
export interface ScoreChange {
  against: number;
  level: number;
  rounds: number;
  seed: number;
  monolingual: { map: Changed | null; perLanguage: Record<string, Changed> };
  crosslingual: { map: Changed | null; pairs: Record<string, Changed> };
  multilingual: { map: Changed | null; perLanguage: Record<string, Changed> };
  domains: Record<string, Record<'monolingual' | 'crosslingual' | 'multilingual', Changed | null>>;
}

/** As many patterns as Holm's correction needs: the least p times the 132 cells of 11 languages stays well below .05. */
export const CHANGE = { rounds: 10_000, resamples: 1000, level: 0.95, seed: 1 };

const SETTINGS = ['monolingual', 'crosslingual', 'multilingual'] as const;

/**
 * What changed in mAP from one evaluation to another, question by question: paired bootstrap intervals and the paired
 * randomisation test, corrected over the same families as by `compareScores`; the settings of all domains are a fourth.
 *
 * @param against step of `before`
 * @param domainOf domain of a question
 */
export function scoreChange(
  before: PerQueryScores,
  now: PerQueryScores,
  against: number,
  domainOf: (question: string) => string,
  options: CompareOptions = CHANGE,
): ScoreChange {
  const { settings, heatmap, pooled } = familiesOf(before, now);
  const { rounds, level, seed } = options;
  const change: ScoreChange = {
    against,
    level,
    rounds,
    seed,
    monolingual: { map: null, perLanguage: {} },
    crosslingual: { map: null, pairs: {} },
    multilingual: { map: null, perLanguage: {} },
    domains: {},
  };
  for (const [number, family] of [settings, heatmap, pooled].entries()) {
    for (const [place, difference] of compareFamily(family, options, number).entries()) {
      const { setting, name } = family[place]!;
      if (name === null) change[setting].map = changedBy(difference);
      else if (setting === 'crosslingual') change.crosslingual.pairs[name] = changedBy(difference);
      else change[setting].perLanguage[name] = changedBy(difference);
    }
  }
  const domains = splitByDomain(settings, domainOf);
  const found = compareFamily(
    domains.map(({ named }) => named),
    options,
    3,
  );
  for (const [place, { domain, named }] of domains.entries()) {
    const own = (change.domains[domain] ??= { monolingual: null, crosslingual: null, multilingual: null });
    own[named.setting] = changedBy(found[place]!);
  }
  return change;
}

/** Each setting by the questions of one domain; cells without any are left out. */
function splitByDomain(settings: readonly Named[], domainOf: (question: string) => string) {
  const all = settings.flatMap(({ cells }) => cells.flat());
  const domains = [...new Set(all.map(({ question }) => domainOf(question)))].sort();
  return domains.flatMap((domain) =>
    SETTINGS.flatMap((setting) => {
      const own = settings
        .filter((named) => named.setting === setting)
        .flatMap(({ cells }) => cells)
        .map((queries) => queries.filter(({ question }) => domainOf(question) === domain))
        .filter((queries) => queries.length > 0);
      return own.length > 0 ? [{ domain, named: { setting, name: null, cells: own } }] : [];
    }),
  );
}

function changedBy({ difference, evidence }: Difference & { evidence: Evidence }): Changed {
  const { interval, p, corrected, significant } = evidence;
  return { difference, ...interval, p: p.randomisation, ...corrected, significant };
}
