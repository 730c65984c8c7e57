import { useEffect } from 'react';
import { useView } from '../features/workbench';

/** Puts the chosen theme on the page; `system` leaves the choice to the browser. */
export function useTheme(): void {
  const theme = useView((view) => view.theme);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = theme;
  }, [theme]);
}
