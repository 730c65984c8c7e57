import { meanOrNull } from '../../core/metrics/rankMetrics';
import type { EvaluationEvent } from '../../protocol';
import { figureTexts, format, type FigureRow } from '../../ui';

type LanguageBias = EvaluationEvent['scores']['languageBias'];

/** One measure of language bias: how it is read from the scores, and what to read it against. */
export interface Companion {
  /** Names its card. */
  id: string;
  title: string;
  hint: string;
  figures: Pick<FigureRow, 'before' | 'now' | 'change'>;
  note: string;
}

interface Seen {
  before: EvaluationEvent | null;
  now: EvaluationEvent;
  changed: boolean;
}

/** Rank distance and its companions. Fields that older results lack leave `–` and say so. */
export function companionsOf({ before, now, changed }: Seen): Companion[] {
  const [was, is] = [before?.scores.languageBias, now.scores.languageBias];
  const of = (read: (bias: LanguageBias) => number | null | undefined) =>
    [was && read(was), read(is)] as const;
  const share = (read: (bias: LanguageBias) => number | null | undefined) =>
    figureTexts(...of(read), changed);
  const peer = is.peer;
  return [
    {
      id: 'rankDistance',
      title: 'Rank distance',
      hint: 'Ranks between the best and the worst answer of a query; lower is fairer.',
      figures: figureTexts(...of((b) => b.rankDistance.mean), changed, format.count, format.rankChange),
      note: sentence(
        is.rankDistance.floor != null && `floor ${ranks(is.rankDistance.floor)}`,
        is.rankDistance.chance != null && `chance ${format.count(is.rankDistance.chance)}`,
        now.intervals?.rankDistance.mean &&
          format.bounds(now.intervals.rankDistance.mean, now.intervals.level, format.count),
      ),
    },
    {
      id: 'languageShare@10',
      title: 'Own language in the top 10',
      hint: 'Share of the top ten in the language of the query, mean over query languages.',
      figures: share((b) => ownShare(b['languageShare@10'])),
      note: sentence(
        is.relevantShare && `of the relevant ${text(ownShare(is.relevantShare))}`,
        is.poolShare && `of the pool ${text(ownPoolShare(is))}`,
      ),
    },
    {
      id: 'languagePreference',
      title: 'Same-language preference',
      hint: 'Queries whose best-ranked right answer is in their own language.',
      figures: share((b) => meanOrNull(Object.values(b.languagePreference.perLanguage))),
      note: sentence(is.relevantShare && `without preference ${text(ownShare(is.relevantShare))}`),
    },
    {
      id: 'oracleGap',
      title: 'Language-oracle gap',
      hint: 'Score lost because other languages are in the pool; mean over pairs.',
      figures: share((b) => meanOrNull(Object.values(b.oracleGap))),
      note: '0: nothing lost',
    },
    {
      id: 'violationRate',
      title: 'Strong-alignment violations',
      hint: 'Wrong passages of the query’s language above right ones of another.',
      figures: share((b) => b.violationRate?.mean),
      note: is.violationRate ? 'floor 0, chance .500' : OLDER,
    },
    {
      id: 'targetRecall@20',
      title: 'Target recall at 20',
      hint: 'Right answers in other languages than the query’s among the first 20 (TLR@20).',
      figures: share((b) => b['targetRecall@20']?.mean),
      note: is['targetRecall@20'] ? '' : OLDER,
    },
    {
      id: 'peer',
      title: 'PEER, irrelevant passages',
      hint: 'Probability that languages have equal ranks; 1 is fair.',
      figures: share((b) => b.peer?.level0.mean),
      note: peer ? `of the first ${format.count(peer.cutoff)}; 1 is fair` : OLDER,
    },
    {
      id: 'peer',
      title: 'PEER, relevant passages',
      hint: 'Probability that languages have equal ranks; 1 is fair.',
      figures: share((b) => b.peer?.relevant.mean),
      note: !peer ? OLDER : peer.degenerate ? DEGENERATE : '1 is fair',
    },
  ];
}

const OLDER = 'not in this older result';
const NO_LEVELS = 'floor, chance and shares: not in this older result';
const DEGENERATE =
  '⚠ Says nothing here: with one relevant passage a language it is the same whatever the ranking. Read the irrelevant ones.';

/** Mean over the query languages of the share of their own language; null without any. */
export function ownShare(shares: Record<string, Record<string, number>>): number | null {
  return meanOrNull(Object.entries(shares).map(([language, row]) => row[language] ?? 0));
}

/** The same of the pool, over the same query languages. */
function ownPoolShare({ poolShare = {}, ...bias }: LanguageBias): number | null {
  return meanOrNull(Object.keys(bias['languageShare@10']).map((language) => poolShare[language] ?? 0));
}

function text(value: number | null): string {
  return value === null ? '–' : format.score(value);
}

/** A mean of floors is whole where all queries have as many right answers. */
function ranks(value: number): string {
  return Number.isInteger(value) ? format.count(value) : value.toFixed(1);
}

function sentence(...parts: (string | false | null | undefined)[]): string {
  return parts.filter(Boolean).join(', ') || NO_LEVELS;
}
