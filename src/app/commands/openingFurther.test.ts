import { describe, expect, it, vi } from 'vitest';
import type { Lab } from '../../lab/lab';
import {
  defaultConfiguration,
  type BackendSummary,
  type Configuration,
  type DataSummary,
  type EncoderSummary,
  type FurtherSet,
  type KeptSource,
  type RunRecord,
} from '../../protocol';
import { createKeptStore } from '../../state/kept';
import { createRunStore } from '../../state/run';
import { createRunsStore } from '../../state/runs';
import { createSessionStore } from '../../state/session';
import { createSetupStore } from '../../state/setup';
import { createStudyStore } from '../../state/study';
import { createViewStore } from '../../state/view';
import type { CommandContext } from './context';
import { keepingCommands } from './keeping';
import { openingCommands } from './opening';
import { furtherCommands, openFurtherAsDrafted } from './openingFurther';

const COMMIT = 'c'.repeat(40);
const files = (path: string): KeptSource => ({ kind: 'files', files: [{ path, blob: new Blob(['{}']) }] });
const set = (data: string): FurtherSet => {
  const summary = { name: data, sha256: `sha of ${data}`, languages: ['sw'], warnings: [] };
  return { data, format: 'auto', summary: summary as unknown as DataSummary, pairs: { sw: 2 } };
};

/** A page whose draft names these sets; what is opened there has the name of its first file, bundle or key. */
function bench(names: string[] = []) {
  const moreData = names.map((data) => ({ data, format: 'auto' as const, weight: 2 }));
  const lab = {
    openFurther: vi.fn((source: KeptSource, _format: string, _taken: string[]) => {
      if (source.kind === 'files') return Promise.resolve(set(source.files[0]!.path));
      return Promise.resolve(set(source.kind === 'bundled' ? source.name : `lab/own@${COMMIT}`));
    }),
  };
  const stores = {
    setup: createSetupStore({ ...defaultConfiguration, moreData }),
    session: createSessionStore(),
    run: createRunStore(),
    runs: createRunsStore(),
    kept: createKeptStore('https://huggingface.co'),
    study: createStudyStore(),
    view: createViewStore(),
  };
  const backend = { used: 'wasm' } as BackendSummary;
  const data = {
    name: 'isoglot-qa',
    sha256: 'main',
    languages: ['en'],
    domains: [] as string[],
  } as DataSummary;
  stores.session.setState({ backend, data, encoder: { sha256: 'e' } as EncoderSummary });
  const context = { stores, lab: lab as unknown as Lab } as CommandContext;
  const named = () => stores.setup.getState().draft.moreData.map((one) => [one.data, one.weight]);
  const said = () => stores.session.getState().notices.map(({ problem }) => problem.what);
  return { context, stores, lab, named, said, ...furtherCommands(context) };
}

describe('a further data set', () => {
  it('comes into the draft with weight 1, once, and undo takes it out again', async () => {
    const { openFurther, stores, lab, named, said } = bench();
    await openFurther(files('own'));
    await openFurther(files('own'));
    expect(named()).toEqual([['own', 1]]);
    expect(said()).toEqual(['own is trained on already.']);
    expect(lab.openFurther.mock.calls.map(([, , taken]) => taken)).toEqual([[], ['own']]);
    stores.setup.getState().undo();
    expect(named()).toEqual([]);
    expect(stores.session.getState().further).toHaveLength(1);
  });

  it('that the draft names by a path gets its own name and keeps its weight', async () => {
    const { openFurther, named } = bench(['data/own.jsonl', 'other']);
    await openFurther(files('own'), { data: 'data/own.jsonl', format: 'auto' });
    expect(named()).toEqual([
      ['own', 2],
      ['other', 2],
    ]);
  });

  it('that fails leaves the draft, and a run that goes on is not disturbed', async () => {
    const { openFurther, lab, stores, named, said } = bench(['other']);
    lab.openFurther.mockRejectedValueOnce(new Error('unreadable'));
    await openFurther(files('own'));
    stores.run.setState({ status: 'paused' });
    await openFurther(files('own'));
    expect(named()).toEqual([['other', 2]]);
    expect(said()).toEqual(['unreadable', 'A run is going on.']);
    expect(stores.session.getState().opening.further).toBe(false);
  });

  it('opens by itself where nobody is needed for it: bundled or kept', async () => {
    const { context, lab, stores } = bench(['isoglot-qa', `lab/own@${COMMIT}`, 'data/own.jsonl']);
    const origin = { kind: 'hub', hub: 'https://h', id: 'lab/own', revision: 'main', commit: COMMIT };
    const kept = { key: 'k', name: 'own', complete: true, plan: { origin, files: [] } };
    openFurtherAsDrafted(context);
    stores.kept.setState({ data: [kept as never] });
    await vi.waitFor(() => expect(stores.session.getState().further).toHaveLength(2));
    expect(lab.openFurther.mock.calls.map(([source]) => source)).toEqual([
      { kind: 'bundled', name: 'isoglot-qa' },
      { kind: 'kept', key: 'k' },
    ]);
  });

  it('that only the person has is asked for when a configuration names it', async () => {
    const { context, said } = bench();
    const { openDropped } = openingCommands(context, () => Promise.resolve());
    const configuration = {
      ...defaultConfiguration,
      moreData: [{ data: 'own.tsv' }, { data: 'isoglot-qa' }],
    };
    await openDropped([{ path: 'configuration.json', blob: new Blob([JSON.stringify(configuration)]) }]);
    expect(said()).toEqual(['The configuration also trains on own.tsv, which must be opened.']);
  });

  it('dropped on its part of the page leaves the data on the bench', async () => {
    const { context, named, stores } = bench();
    const { openDropped } = openingCommands(context, () => Promise.resolve());
    await openDropped([{ path: 'own.jsonl', blob: new Blob(['{}']) }], true);
    expect(named()).toEqual([['own.jsonl', 1]]);
    expect(stores.session.getState().data?.sha256).toBe('main');
  });

  it('must be there, with the same content, before a run that was made on it goes on', async () => {
    const { context, stores, openFurther, said } = bench();
    const configuration: Configuration = {
      ...defaultConfiguration,
      moreData: [{ data: 'own', format: 'auto', weight: 1 }],
    };
    const record = {
      id: 'r',
      configuration,
      encoder: { sha256: 'e' },
      data: { sha256: 'main' },
    } as RunRecord;
    const goOn = async (sha256: string) => {
      const moreData = [{ sha256 } as DataSummary];
      stores.runs.setState({ records: [{ ...record, moreData }] });
      await keepingCommands(context).continueRun('r');
    };
    await goOn('sha of own');
    await openFurther(files('own'));
    await goOn('another');
    expect(said()).toEqual([
      'This run trains on own as well, which is not open.',
      'This run trains on own as well, and other data are open under that name.',
    ]);
  });
});
