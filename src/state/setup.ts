import { createStore } from 'zustand/vanilla';
import { configuration, defaultConfiguration, type Configuration, type DataSummary } from '../protocol';

/** A preset of `public/presets/`, read at start. */
export interface Preset {
  id: string;
  label: string;
  description: string;
  configuration: Configuration;
}

/** The experiment being composed. `draft` is always a valid configuration; wrong input stays in its field. */
export interface SetupState {
  draft: Configuration;
  presets: Preset[];
  /** Id of the preset that the draft still equals, else null. */
  presetId: string | null;
  /** Drafts before the present one, newest last, for undo. */
  past: Configuration[];
  change: (patch: Partial<Configuration>) => void;
  replace: (next: Configuration) => void;
  /** Drops languages and domains that a newly opened data set does not have; another set is evaluated whole. */
  fitTo: (data: Pick<DataSummary, 'name' | 'languages' | 'domains'>) => void;
  undo: () => void;
  setPresets: (presets: Preset[]) => void;
}

const PAST_LIMIT = 50;

export function createSetupStore(initial: Configuration = defaultConfiguration) {
  return createStore<SetupState>((set, get) => {
    const become = (next: Configuration) => {
      const { draft, past, presets } = get();
      set({ draft: next, past: [...past, draft].slice(-PAST_LIMIT), presetId: matching(presets, next) });
    };
    return {
      draft: initial,
      presets: [],
      presetId: null,
      past: [],
      change: (patch) => become(configuration.parse({ ...get().draft, ...patch })),
      replace: become,
      fitTo: (data) => {
        const next = fitted(get().draft, data);
        if (JSON.stringify(next) !== JSON.stringify(get().draft)) become(next);
      },
      undo: () => {
        const { past, presets } = get();
        const previous = past.at(-1);
        if (previous)
          set({ draft: previous, past: past.slice(0, -1), presetId: matching(presets, previous) });
      },
      setPresets: (presets) => set({ presets, presetId: matching(presets, get().draft) }),
    };
  });
}

function matching(presets: Preset[], draft: Configuration): string | null {
  const wanted = JSON.stringify(draft);
  return presets.find((preset) => JSON.stringify(preset.configuration) === wanted)?.id ?? null;
}

function fitted(
  draft: Configuration,
  data: Pick<DataSummary, 'name' | 'languages' | 'domains'>,
): Configuration {
  const known = (all: string[]) => (wanted: string[]) => wanted.filter((item) => all.includes(item));
  const languages = known(data.languages);
  const domains = known(data.domains);
  return {
    ...draft,
    data: data.name,
    languages: languages(draft.languages),
    // Another data set is there to be seen whole.
    evaluationLanguages: draft.data === data.name ? languages(draft.evaluationLanguages) : [],
    sourceDomains: domains(draft.sourceDomains),
    targetDomains: domains(draft.targetDomains),
  };
}

export type SetupStore = ReturnType<typeof createSetupStore>;
