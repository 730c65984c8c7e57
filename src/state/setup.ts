import { createStore } from 'zustand/vanilla';
import { among } from '../core/batches/pairWeights';
import { isSameData } from '../core/sameData';
import {
  configuration,
  defaultConfiguration,
  type Configuration,
  type DataSummary,
  type NamedData,
} from '../protocol';

/** Where a preset that follows a paper does what that leaves open, or something else. */
export interface Departures {
  /** The paper. */
  from: string;
  points: { what: string; here: string; there: string }[];
}

/** A preset of `public/presets/`, read at start. */
export interface Preset {
  id: string;
  label: string;
  description: string;
  departures?: Departures;
  configuration: Configuration;
}

type OpenData = Pick<DataSummary, 'name' | 'languages' | 'domains'>;

/** The experiment being composed. `draft` is always a valid configuration; wrong input stays in its field. */
export interface SetupState {
  draft: Configuration;
  presets: Preset[];
  /** Id of the preset that the draft still equals, else null. */
  presetId: string | null;
  /** Drafts before the present one, newest last, for undo. */
  past: Configuration[];
  change: (patch: Partial<Configuration>) => void;
  /** Takes a whole configuration over, as far as what is open allows: it names other data, an encoder, a backend. */
  replace: (next: Configuration) => void;
  /** What is open is no edit: it goes into the draft and into all that undo can bring back. */
  follow: (open: Partial<Pick<Configuration, 'encoder' | 'backend'>>) => void;
  /**
   * Drops languages and domains that the opened data set does not have. Another set than before gets back what was
   * chosen for it last, or what a preset chooses; failing both it is evaluated whole.
   */
  fitTo: (data: OpenData) => void;
  /** A further set that a configuration named is found under another name: no edit either. */
  renameFurther: (from: NamedData, to: NamedData) => void;
  undo: () => void;
  setPresets: (presets: Preset[]) => void;
}

/** Further data sets that a configuration may name. */
export const MAX_FURTHER = 20;

const PAST_LIMIT = 50;

export function createSetupStore(initial: Configuration = defaultConfiguration) {
  let open: OpenData | null = null;
  /** What was chosen of each data set. */
  const chosen = new Map<string, Selection>();

  return createStore<SetupState>((set, get) => {
    const become = (next: Configuration) => {
      const { draft, past } = get();
      if (same(next, draft)) return;
      set({ draft: next, past: [...past, draft].slice(-PAST_LIMIT) });
      recognise();
    };
    /** A configuration from elsewhere on what is open here. */
    const adopted = (next: Configuration): Configuration => {
      const { encoder, backend } = get().draft;
      return open ? { ...fitted(next, open), encoder, backend } : next;
    };
    const recognise = () => {
      const { presets, draft } = get();
      set({ presetId: presets.find((preset) => same(adopted(preset.configuration), draft))?.id ?? null });
    };
    const rewrite = (rule: (configuration: Configuration) => Configuration) => {
      const { draft, past } = get();
      const next = rule(draft);
      if (!same(next, draft)) set({ draft: next, past: past.map(rule) });
      recognise();
    };
    return {
      draft: initial,
      presets: [],
      presetId: null,
      past: [],
      change: (patch) => become(configuration.parse({ ...get().draft, ...patch })),
      replace: (next) => become(adopted(next)),
      follow: (facts) => rewrite((draft) => ({ ...draft, ...facts })),
      fitTo: (data) => {
        const { draft, presets } = get();
        open = data;
        if (draft.data !== data.name) chosen.set(draft.data, selectionOf(draft));
        const preset = presets.find((one) => one.configuration.data === data.name)?.configuration;
        const selection = chosen.get(data.name) ?? (preset && selectionOf(preset));
        rewrite((one) => fitted(one.data === data.name ? one : { ...one, ...selection }, data, selection));
      },
      renameFurther: (from, { data, format }) =>
        rewrite((draft) => ({
          ...draft,
          moreData: draft.moreData.map((one) => (isSameData(one, from) ? { ...one, data, format } : one)),
        })),
      undo: () => {
        const { past } = get();
        const previous = past.at(-1);
        if (previous) set({ draft: previous, past: past.slice(0, -1) });
        recognise();
      },
      setPresets: (presets) => {
        set({ presets });
        recognise();
      },
    };
  });
}

type Selection = Pick<Configuration, 'languages' | 'evaluationLanguages' | 'sourceDomains' | 'targetDomains'>;

function selectionOf(configuration: Configuration): Selection {
  const { languages, evaluationLanguages, sourceDomains, targetDomains } = configuration;
  return { languages, evaluationLanguages, sourceDomains, targetDomains };
}

function same(a: Configuration, b: Configuration): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** A configuration for a data set. `selection`: what was chosen for this very set. */
function fitted(draft: Configuration, data: OpenData, selection?: Selection): Configuration {
  const known = (all: string[]) => (wanted: string[]) => wanted.filter((item) => all.includes(item));
  const languages = known(data.languages);
  // A further data set may have languages of its own, and need not be open yet.
  const isAlone = draft.moreData.length === 0;
  const domains = known(data.domains);
  const chosenForIt = draft.data === data.name || selection !== undefined;
  return {
    ...draft,
    data: data.name,
    languages: isAlone ? languages(draft.languages) : draft.languages,
    pairWeights: isAlone ? among(data.languages, draft.pairWeights) : draft.pairWeights,
    // A data set for which nothing was chosen yet is there to be seen whole.
    evaluationLanguages: chosenForIt ? languages(draft.evaluationLanguages) : [],
    sourceDomains: domains(draft.sourceDomains),
    targetDomains: domains(draft.targetDomains),
  };
}

export type SetupStore = ReturnType<typeof createSetupStore>;
