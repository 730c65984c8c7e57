import type { Result } from '../../../protocol';
import { tablesOf } from './columns';
import { entryBefore, ownEntry } from './entries';
import { evaluatedLanguages } from './figures';
import { figureKey, type Entry, type Mark, type Report } from './model';
import { notesOf } from './notes';

/** A result by itself: a run before and after training, with what training changed significantly. */
export function runReport(result: Result): Report {
  const before = entryBefore(result);
  const after = marked(ownEntry({ results: [result], name: nameOf(result) }, true), result.change);
  const entries = before ? [before, after] : [after];
  return {
    title: nameOf(result),
    entries,
    tables: tablesOf(entries, evaluatedLanguages(result)),
    notes: notesOf(entries, [result], result.change && 'the untouched encoder'),
  };
}

export const nameOf = ({ configuration, encoder }: Result) => configuration.name || encoder.name;

type Tested = { difference: number; significant: boolean } | null | undefined;

interface TestedDifferences {
  monolingual: { map: Tested; perLanguage: Readonly<Record<string, Tested>> };
  crosslingual: { map: Tested };
  multilingual: { map: Tested; perLanguage: Readonly<Record<string, Tested>> };
}

/** The same row with marks on the figures of mAP that were tested. */
export function marked(entry: Entry, change: TestedDifferences | undefined): Entry {
  if (!change) return entry;
  const figures = new Map(entry.figures);
  const mark = (setting: string, name: string, tested: Tested) => {
    const key = figureKey(setting, name, 'map');
    const figure = figures.get(key);
    if (figure && tested) figures.set(key, { ...figure, mark: markOf(tested) });
  };
  for (const setting of ['monolingual', 'crosslingual', 'multilingual'] as const) {
    mark(setting, 'mean', change[setting].map);
  }
  for (const setting of ['monolingual', 'multilingual'] as const) {
    for (const [name, tested] of Object.entries(change[setting].perLanguage)) mark(setting, name, tested);
  }
  return { ...entry, figures };
}

function markOf({ difference, significant }: NonNullable<Tested>): Mark {
  if (!significant) return 'same';
  return difference > 0 ? 'higher' : 'lower';
}
