import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/App';
import { createWorkbench } from './app/createWorkbench';
import { createWorkerLab } from './lab/workerLab';

const lab = createWorkerLab(
  () => new Worker(new URL('./worker/main.ts', import.meta.url), { type: 'module', name: 'isoglot' }),
  document.baseURI,
);
const { workbench, begin } = createWorkbench(lab);

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App workbench={workbench} />
  </StrictMode>,
);
void begin();
