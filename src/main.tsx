import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { createWorkbench } from './app/createWorkbench';
import { DEFAULT_HUB } from './io/hub/place';
import { createFetcher, hubOf } from './lab/fetcher';
import { createReporter } from './lab/reporter';
import { createWorkerLab } from './lab/workerLab';

const lab = createWorkerLab(
  () => new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module', name: 'isoglot' }),
  document.baseURI,
);
const fetcher = createFetcher(
  () =>
    new Worker(new URL('./worker/fetcher.ts', import.meta.url), { type: 'module', name: 'isoglot-fetcher' }),
  hubOf(location.search, DEFAULT_HUB),
);
const reporter = createReporter(
  () =>
    new Worker(new URL('./worker/reporter.ts', import.meta.url), {
      type: 'module',
      name: 'isoglot-reporter',
    }),
);
const { workbench, begin } = createWorkbench(lab, fetcher, reporter);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App workbench={workbench} />
  </StrictMode>,
);
void begin();
