import { describe, expect, it, vi } from 'vitest';
import type { Lab } from '../../lab/lab';
import {
  defaultConfiguration,
  type BackendSummary,
  type DataSummary,
  type EncoderSummary,
  type Inspection,
} from '../../protocol';
import { createRunStore } from '../../state/run';
import { createRunsStore } from '../../state/runs';
import { createSessionStore } from '../../state/session';
import { createSetupStore } from '../../state/setup';
import { createStudyStore } from '../../state/study';
import { createViewStore } from '../../state/view';
import type { CommandContext } from './context';
import { openingCommands } from './opening';
import { runningCommands } from './running';

const backend: BackendSummary = { requested: 'auto', used: 'wasm', reason: '', adapter: null, threads: 1 };
const data = {
  name: 'isoglot-qa',
  languages: ['en'],
  domains: ['law'],
  warnings: [],
} as unknown as DataSummary;
const encoder = { name: 'isoglot-nano', warnings: [] as string[] } as EncoderSummary;
const found: Inspection = {
  runId: 'live',
  queryLanguage: 'en',
  passageLanguage: 'en',
  step: 0,
  queries: 1,
  interval: null,
  worst: [],
};

/** A bench with everything open on a lab that obeys at once. */
function bench() {
  const lab = {
    start: vi.fn(() => Promise.resolve(backend)),
    openData: vi.fn(() => Promise.resolve(data)),
    openEncoder: vi.fn(() => Promise.resolve(encoder)),
    measure: vi.fn(() => Promise.resolve()),
    inspect: vi.fn(() => Promise.resolve(found)),
    pause: vi.fn(() => Promise.resolve()),
    train: vi.fn(() => new Promise<void>(() => undefined)),
  };
  const stores = {
    setup: createSetupStore(),
    session: createSessionStore(),
    run: createRunStore(),
    runs: createRunsStore(),
    study: createStudyStore(),
    view: createViewStore(),
  };
  const openStudyFile = vi.fn(() => Promise.resolve());
  const context = { stores, lab: lab as unknown as Lab } as CommandContext;
  stores.session.setState({ backend, data, encoder });
  const begin = (runId: string | null, status: 'running' | 'paused' | 'idle') =>
    stores.run
      .getState()
      .begin({ runId, name: '', configuration: defaultConfiguration, provenance: null, status });
  return {
    lab,
    stores,
    begin,
    openStudyFile,
    commands: { ...openingCommands(context, openStudyFile), ...runningCommands(context) },
  };
}

const file = (content: object) => [{ path: 'configuration.json', blob: new Blob([JSON.stringify(content)]) }];

describe('commands', () => {
  it('open a dropped study as such, though its base is a configuration', async () => {
    const { commands, openStudyFile, stores } = bench();
    const before = stores.setup.getState().draft;
    const content = { schema: 'isoglot/study@1', base: { schema: 'isoglot/configuration@1' } };
    await commands.openDropped(file(content));
    expect(openStudyFile).toHaveBeenCalledOnce();
    expect(stores.setup.getState().draft).toBe(before);
  });

  it('open nothing under a run that goes on', async () => {
    for (const status of ['running', 'paused'] as const) {
      const { lab, stores, begin, commands } = bench();
      begin('live', status);
      await commands.openData({ kind: 'bundled', name: 'isoglot-qa' });
      await commands.openEncoder({ kind: 'bundled', name: 'isoglot-nano' });
      expect(lab.openData).not.toHaveBeenCalled();
      expect(lab.openEncoder).not.toHaveBeenCalled();
      expect(stores.session.getState().notices[0]?.problem.what).toBe('A run is going on.');
      expect(stores.run.getState()).toMatchObject({ runId: 'live', status });
    }
  });

  it('on a new backend nothing of the old one is left under way, and the encoder is measured again', async () => {
    const { lab, stores, commands } = bench();
    stores.session.getState().progress([
      {
        type: 'progress',
        task: 'evaluate',
        label: 'Encoding',
        done: 1,
        total: 9,
        unit: 'texts',
        secondsLeft: null,
      },
    ]);
    await commands.chooseBackend('wasm');
    expect(stores.session.getState().tasks).toEqual([]);
    expect(lab.measure).toHaveBeenCalledOnce();
    expect(stores.setup.getState()).toMatchObject({ draft: { backend: 'wasm' }, past: [] });
  });

  it('on a new backend a run on the page stays', async () => {
    const { lab, begin, commands } = bench();
    begin('live', 'paused');
    await commands.chooseBackend('wasm');
    expect(lab.measure).not.toHaveBeenCalled();
  });

  it('show the worst queries only of the run and the step on the page', async () => {
    const { stores, begin, commands } = bench();
    begin('live', 'running');
    const evaluation = {
      type: 'evaluation',
      seq: 0,
      step: 0,
      scores: {},
      queries: {},
      candidates: {},
      seconds: 1,
    };
    stores.run.getState().receive([evaluation as never]);
    expect(await commands.inspect('en', 'en')).toEqual(found);
    stores.run.getState().receive([{ ...evaluation, seq: 1, step: 20 } as never]);
    expect(await commands.inspect('en', 'en')).toBeNull();
    begin('reopened', 'idle');
    stores.run.getState().receive([evaluation as never]);
    expect(await commands.inspect('en', 'en')).toBeNull();
  });

  it('say at once that a pause was asked for', async () => {
    const { stores, begin, commands } = bench();
    begin('live', 'running');
    await commands.pause();
    expect(stores.run.getState().asked).toBe('pause');
  });

  it('call a run that departs from its preset by what it does', async () => {
    const { stores, commands } = bench();
    const preset = { ...defaultConfiguration, name: 'Classroom' };
    stores.setup.getState().setPresets([{ id: 'c', label: '', description: '', configuration: preset }]);
    stores.setup.getState().replace(preset);
    await commands.play();
    expect(stores.run.getState().name).toBe('Classroom');
    stores.run.getState().setStatus('stopped');
    stores.setup.getState().change({ strategy: 'X-Y', seed: 3 });
    await commands.play();
    expect(stores.run.getState()).toMatchObject({
      name: 'X-Y, 200 steps, seed 3',
      configuration: { name: 'X-Y, 200 steps, seed 3' },
    });
  });

  it('name what of a dropped configuration the open data does not have', async () => {
    const { stores, commands } = bench();
    stores.setup.getState().fitTo(data);
    await commands.openDropped(file({ ...defaultConfiguration, seed: 5, languages: ['en', 'sw'] }));
    expect(stores.setup.getState().draft).toMatchObject({ seed: 5, languages: ['en'] });
    expect(stores.session.getState().notices[0]?.problem.what).toContain('does not have sw');
  });
});
