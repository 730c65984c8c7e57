import { useMemo } from 'react';
import { useSession, useSetup, useView } from '../workbench';
import { figuresOf, type Figures } from './figures';
import { useSeen } from './useSeen';

/** Everything that the heatmap shows, from the stores. */
export function useFigures(): Figures {
  const { evaluations } = useSeen();
  const data = useSession((session) => session.data);
  const chosen = useSetup((setup) => setup.draft.evaluationLanguages);
  const setting = useView((view) => view.setting);
  const comparison = useView((view) => view.comparison);
  return useMemo(
    () => figuresOf({ evaluations, data, chosen, setting, comparison }),
    [evaluations, data, chosen, setting, comparison],
  );
}
