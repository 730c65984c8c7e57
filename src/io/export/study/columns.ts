import { tablesOf } from '../report/columns';
import { figureKey, type Column, type Entry, type ReportTable } from '../report/model';
import { DOMAIN, GAP, GAP_MADE, SETTINGS, SPREAD, WORST } from './runFigures';

const column = (title: string, key: string, decimals = 4, better: Column['better'] = 'higher'): Column => ({
  title,
  key,
  decimals,
  better,
});
const SHORT = { monolingual: 'Mo', crosslingual: 'Cr', multilingual: 'Mul' } as const;

const GAP_MUL = column('gap made, Mul', figureKey(GAP_MADE, 'mean', 'multilingual'), 4, 'lower');
const WORST_PAIR = column('worst pair, Cr', figureKey(WORST, 'pair', 'crosslingual'));

/** Figures that differences are asked about: fixed here, so that nobody picks them by what they turn out to say. */
export const ASKED: readonly Column[] = [
  column('Mo mAP', figureKey('monolingual', 'mean', 'map')),
  column('Cr mAP', figureKey('crosslingual', 'mean', 'map')),
  column('Mul mAP', figureKey('multilingual', 'mean', 'map')),
  column('rank distance', figureKey('rankDistance', 'mean', 'ranks'), 1, 'lower'),
  column('RankC', figureKey('rankC', 'mean', 'share')),
  WORST_PAIR,
  column('range of domains, Mul', figureKey(SPREAD, 'domains', 'multilingual'), 4, 'lower'),
  GAP_MUL,
];

const BY_LANGUAGE = /^(Monolingual|Cross-lingual|Multilingual) mAP by|^Rank distance by/;

/** Tables of the cells: means, worst groups, transfer, by domain and by query language. */
export function cellTables(
  entries: readonly Entry[],
  languages: readonly string[],
  domains: readonly string[],
): ReportTable[] {
  const known = ({ key }: Column) => entries.some(({ figures }) => figures.has(key));
  const [means, ...others] = tablesOf(entries, languages);
  const worst: ReportTable = {
    title: 'Worst groups, and the range between domains',
    detailed: true,
    columns: [
      column('worst language, Mo', figureKey(WORST, 'language', 'monolingual')),
      WORST_PAIR,
      column('worst language, Mul', figureKey(WORST, 'language', 'multilingual')),
      column('worst domain, Mul', figureKey(WORST, 'domain', 'multilingual')),
      ...SETTINGS.map((setting) =>
        column(`range, ${SHORT[setting]}`, figureKey(SPREAD, 'domains', setting), 4, 'lower'),
      ),
    ],
  };
  const transfer: ReportTable = {
    title: 'Transfer gap from source to target domains',
    detailed: true,
    columns: SETTINGS.flatMap((setting) => [
      column(`gap, ${SHORT[setting]}`, figureKey(GAP, 'mean', setting), 4, 'lower'),
      column(`gap made, ${SHORT[setting]}`, figureKey(GAP_MADE, 'mean', setting), 4, 'lower'),
    ]),
  };
  const byDomain = SETTINGS.map((setting): ReportTable => ({
    title: `${SHORT[setting]} mAP by held-out domain`,
    detailed: true,
    columns: domains.map((domain) => column(domain, figureKey(DOMAIN, domain, setting))),
  }));
  const byDistance: ReportTable = {
    title: 'Rank distance by held-out domain',
    detailed: true,
    columns: domains.map((domain) => column(domain, figureKey(DOMAIN, domain, 'rankDistance'), 1, 'lower')),
  };
  const own = [worst, transfer, ...byDomain, byDistance].map((table) => ({
    ...table,
    columns: table.columns.filter(known),
  }));
  const byLanguage = others.filter(({ title }) => BY_LANGUAGE.test(title));
  return [means!, ...own, ...byLanguage].filter((table) => table?.columns.length > 0);
}
