import { useMemo } from 'react';
import type { DataSummary } from '../../protocol';
import { openSet } from '../../state/session';
import { useSession, useSetup } from '../workbench';

/** Languages that can be trained on, sorted, and the queries in each. */
export type Trainable = Pick<DataSummary, 'languages' | 'queries'>;

/** Of several data sets together; `chosen` are listed even where none of them has any. */
export function trainableOf(sets: readonly Trainable[], chosen: readonly string[]): Trainable {
  const languages = [...new Set([...sets.flatMap((set) => set.languages), ...chosen])].sort();
  const sum = (code: string) => sets.reduce((all, { queries }) => all + (queries[code] ?? 0), 0);
  return { languages, queries: Object.fromEntries(languages.map((code) => [code, sum(code)])) };
}

/** Of the data on the bench and the further sets of the draft, as far as they are open. */
export function useTrainable(): Trainable {
  const data = useSession((session) => session.data);
  const further = useSession((session) => session.further);
  const moreData = useSetup((setup) => setup.draft.moreData);
  const chosen = useSetup((setup) => setup.draft.languages);
  return useMemo(() => {
    const more = moreData.flatMap((one) => openSet({ further }, one)?.summary ?? []);
    return trainableOf([...(data ? [data] : []), ...more], chosen);
  }, [data, further, moreData, chosen]);
}
