import { useMemo } from 'react';
import { useRun, useSession, useSetup, useView } from '../workbench';
import { figuresOf, type Figures } from './figures';

/** Everything that the heatmap shows, from the stores. */
export function useFigures(): Figures {
  const evaluations = useRun((run) => run.evaluations);
  const data = useSession((session) => session.data);
  const chosen = useSetup((setup) => setup.draft.evaluationLanguages);
  const setting = useView((view) => view.setting);
  const comparison = useView((view) => view.comparison);
  return useMemo(
    () => figuresOf({ evaluations, data, chosen, setting, comparison }),
    [evaluations, data, chosen, setting, comparison],
  );
}
