import { meanOrNull } from '../../../core/metrics/rankMetrics';
import type { Result, StudyCell, Transfer } from '../../../protocol';
import { figuresOf } from '../report/figures';
import { figureKey } from '../report/model';

/** A run of a study that is done. */
export interface StudyResult {
  result: Result;
  /** Null where it holds no domain out. */
  transfer: Transfer | null;
}

/** A run by the names of its levels, with what it came to. */
export interface DoneRun extends StudyResult {
  cell: StudyCell;
}

export const SETTINGS = ['monolingual', 'crosslingual', 'multilingual'] as const;

/** Groups of the keys of figures that only a study has. */
export const WORST = 'worst';
export const DOMAIN = 'domain';
export const SPREAD = 'spread';
export const GAP = 'gap';
export const GAP_MADE = 'gapMade';
export const PAIR = 'pair';

/**
 * Every figure of a run that the report shows, by `figureKey`: those of `figuresOf`, and by language pair
 * (`pair en-de map`), by domain (`domain law monolingual`), of the worst language, pair and domain, the range between
 * domains, and the transfer gap.
 */
export function runFigures({ result, transfer }: StudyResult): Map<string, number> {
  const { scores, data, configuration } = result;
  const figures = new Map(
    [...figuresOf(scores, data.languages)].map(([key, { value }]) => [key, value] as const),
  );
  const put = (group: string, name: string, metric: string, value: number | null | undefined) => {
    if (typeof value === 'number') figures.set(figureKey(group, name, metric), value);
  };
  for (const [language, { map }] of Object.entries(scores.monolingual.perLanguage)) {
    put(PAIR, `${language}-${language}`, 'map', map);
  }
  for (const [pair, { map }] of Object.entries(scores.crosslingual.pairs)) put(PAIR, pair, 'map', map);
  for (const [domain, groups] of Object.entries(scores.domains)) {
    for (const setting of SETTINGS) put(DOMAIN, domain, setting, groups[setting].map);
    put(DOMAIN, domain, 'rankDistance', groups.languageBias.rankDistance.mean);
  }
  const { languages, domains } = scores.spread ?? {};
  put(WORST, 'language', 'monolingual', languages?.monolingual?.worst.value);
  put(WORST, 'pair', 'crosslingual', languages?.crosslingual?.worst.value);
  put(WORST, 'language', 'multilingual', languages?.multilingual?.worst.value);
  put(WORST, 'domain', 'multilingual', domains?.multilingual?.worst.value);
  for (const setting of SETTINGS) {
    put(SPREAD, 'domains', setting, domains?.[setting]?.range);
    if (!transfer) continue;
    const after = gapOf(transfer.after, configuration.targetDomains, setting);
    const before = gapOf(transfer.before, configuration.targetDomains, setting);
    put(GAP, 'mean', setting, after);
    if (after !== null && before !== null) put(GAP_MADE, 'mean', setting, after - before);
  }
  return figures;
}

/** Mean over the domains trained on less that over the domains held out, all ranked in one pool. */
function gapOf(
  byDomain: Transfer['after'],
  targets: readonly string[],
  setting: (typeof SETTINGS)[number],
): number | null {
  const part = (held: boolean) =>
    meanOrNull(
      Object.entries(byDomain).flatMap(([domain, figures]) => {
        const value = targets.includes(domain) === held ? figures[setting] : null;
        return value === null ? [] : [value];
      }),
    );
  const [source, target] = [part(false), part(true)];
  return source === null || target === null ? null : source - target;
}
