import { createRoot } from 'react-dom/client';
import { App } from '../../src/app/App';
import type { Workbench } from '../../src/features/workbench';
import { defaultConfiguration, type RunRecord } from '../../src/protocol';
import { createKeptStore } from '../../src/state/kept';
import { createRunStore } from '../../src/state/run';
import { createRunsStore } from '../../src/state/runs';
import { createSessionStore } from '../../src/state/session';
import { createSetupStore } from '../../src/state/setup';
import { createStudyStore } from '../../src/state/study';
import { createViewStore } from '../../src/state/view';
import { data, encoder, evaluation, inspection, preview, step } from './figures';

const configuration = {
  ...defaultConfiguration,
  name: 'Classroom run',
  steps: 80,
  evaluateEvery: 40,
  targetDomains: ['law', 'medicine', 'sports'],
};
const stores = {
  setup: createSetupStore(configuration),
  session: createSessionStore(),
  run: createRunStore(),
  runs: createRunsStore(),
  kept: createKeptStore('https://huggingface.co'),
  study: createStudyStore(),
  view: createViewStore(),
};
const backend = {
  requested: 'auto' as const,
  used: 'wasm' as const,
  reason: 'the only GPU adapter is software, which is slower than wasm',
  adapter: 'google swiftshader (software)',
  threads: 4,
};
const nothing = async () => {};
const commands: Workbench['commands'] = {
  chooseBackend: nothing,
  openEncoder: nothing,
  openData: nothing,
  openDropped: nothing,
  openFurther: nothing,
  measure: nothing,
  play: async () => stores.run.getState().setStatus('running'),
  pause: async () => stores.run.getState().setStatus('paused'),
  stepOnce: nothing,
  stop: async () => stores.run.getState().setStatus('stopped'),
  cancel: nothing,
  reopenRun: nothing,
  continueRun: nothing,
  renameRun: nothing,
  deleteRun: async (id) =>
    stores.runs.setState(({ records }) => ({
      records: records.filter((record) => record.id !== id),
      deleted: records.find((record) => record.id === id) ?? null,
    })),
  undoDelete: nothing,
  exportFile: nothing,
  planEncoder: nothing,
  downloadEncoder: nothing,
  listData: nothing,
  downloadData: nothing,
  cancelDownload: nothing,
  deleteKept: nothing,
  eraseRun: nothing,
  measureStorage: nothing,
  protectStorage: nothing,
  expect: () => Promise.resolve(null),
  checkStudy: nothing,
  startStudy: nothing,
  pauseStudy: nothing,
  resumeStudy: nothing,
  stopStudy: nothing,
  showStudy: nothing,
  openStudyFile: nothing,
  exportStudy: nothing,
  openStudyExample: nothing,
  reportStudy: async () => null,
  exportStudyReport: nothing,
  cancelReport: nothing,
  deleteStudy: nothing,
  undoDeleteStudy: nothing,
  inspect: async (query, passage) => inspection(query, passage),
};

function fill(state: string): void {
  const { session, run, runs, setup } = stores;
  const preset = { label: 'Classroom, 1 minute', description: 'Small batches, 80 steps, hybrid' };
  setup.getState().setPresets([
    { id: 'classroom', ...preset, configuration },
    {
      id: 'mono',
      label: 'Paper: X-X-mono',
      description: 'One language per batch',
      configuration: { ...configuration, strategy: 'X-X-mono' },
    },
  ]);
  runs.setState({ loaded: true, records: state === 'done' ? records() : [] });
  if (state === 'loading') {
    session.setState({ opening: { backend: false, encoder: true, data: true, further: false }, backend });
    session.getState().progress(
      (['model.safetensors', 'tokenizer.json', 'astronomy.json'] as const).map((file, i) => ({
        type: 'progress',
        task: file,
        label: file,
        done: 7.2e6 / (i + 1),
        total: i === 2 ? null : 19.4e6 / (i + 1),
        unit: 'bytes',
        secondsLeft: i === 2 ? null : 3,
      })),
    );
    return;
  }
  if (state === 'missing') {
    session.getState().notify('error', {
      code: 'bad-encoder',
      what: 'The tensor “encoder.layer.1.output.dense.weight” is missing.',
      where: 'model.safetensors',
      remedy: 'Open the whole folder of the encoder, as it is on the Hub.',
    });
    return;
  }
  session.setState({ backend, encoder, data });
  run.getState().setPreview(preview(state === 'running' ? 56 : 0));
  if (state === 'empty') return;
  const last = { running: 57, failed: 37 }[state] ?? 80;
  run
    .getState()
    .begin({ runId: 'a', name: 'Classroom run', configuration, provenance: null, status: 'running' });
  run.getState().setPreview(preview(last));
  run.getState().receive([evaluation(0)]);
  for (let at = 1; at <= last; at++) {
    run.getState().receive([step(at)]);
    if (at % 40 === 0) run.getState().receive([evaluation(at)]);
  }
  if (state === 'done')
    run.getState().receive([{ type: 'done', seq: 9000, step: 80, outcome: 'finished', seconds: 40 }]);
  if (state !== 'failed') return;
  const problem = {
    code: 'gpu-lost' as const,
    what: 'The GPU was lost during step 38.',
    where: 'WebGPU: device lost, unknown reason',
    remedy: 'The run is kept up to step 20: continue it from Runs, on wasm if it happens again.',
  };
  run.getState().receive([{ type: 'error', seq: 9000, problem }]);
  session.getState().notify('error', problem);
  session
    .getState()
    .notify('warning', { code: 'storage', what: 'Weights could not be kept: private browsing.' });
}

function records(): RunRecord[] {
  return (['hybrid', 'X-X-mono', 'X-Y'] as const).map((strategy, i) => ({
    schema: 'isoglot/run@1',
    id: 'abc'[i] ?? 'z',
    name: ['Classroom run', 'One language a batch', 'تجربة عبر اللغات'][i] ?? '',
    started: `2026-11-2${i + 1}T10:0${i}:00Z`,
    updated: `2026-11-2${i + 1}T10:05:00Z`,
    status: (['finished', 'interrupted', 'failed'] as const)[i] ?? 'finished',
    step: [80, 40, 12][i] ?? 0,
    checkpointStep: [80, 40, null][i] ?? null,
    configuration: { ...configuration, strategy },
    encoder,
    data,
    backend,
    isoglot: { version: '0.1.0', commit: 'abc' },
    seconds: 40,
    headline: {
      before: { mono: 0.51, cross: 0.38, multi: 0.31, rankDistance: 590 },
      now: { mono: 0.53, cross: 0.47, multi: 0.39, rankDistance: 390 },
    },
    problem: null,
  }));
}

const wanted = new URLSearchParams(location.search);
fill(wanted.get('state') ?? 'done');
const view = stores.view.getState();
for (const key of ['setting', 'comparison', 'metric', 'dialog', 'theme'] as const) {
  const value = wanted.get(key);
  if (value) view.set({ [key]: value });
}
const root = document.getElementById('root');
if (root) createRoot(root).render(<App workbench={{ stores, commands }} />);
