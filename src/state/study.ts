import { createStore } from 'zustand/vanilla';
import type { Problem } from '../core/errors';
import {
  defaultConfiguration,
  study as studySchema,
  type Configuration,
  type HistoryEvent,
  type PlannedStudy,
  type ProgressEvent,
  type StoredStudy,
  type Study,
  type StudyCell,
  type StudyEvent,
} from '../protocol';

/** A run in the queue. */
export interface QueuedRun extends StudyCell {
  /** Within the study. */
  id: string;
  /** Measured seconds; null while unknown, and of runs that are done. */
  seconds: number | null;
}

/** The runs of a study that was checked or stored. */
export interface Queue {
  key: string;
  /** Of which these are the runs, with its base. */
  study: Study;
  runs: QueuedRun[];
  /** Bytes that the largest step needs; null of a study that was only read from storage. */
  bytes: number | null;
}

/** `elsewhere`: it goes on in another tab, and this one looks on. */
export type StudyStatus = 'idle' | 'checking' | 'running' | 'paused' | 'elsewhere';

/** The study that is composed or made. */
export interface StudyState {
  /** As composed; of one that follows the page, without its base. */
  draft: Study;
  /** Whether the base is what is composed on the page, not what a file or an earlier study says. */
  follows: boolean;
  queue: Queue | null;
  /** Whether the encoders that the runs train are kept. */
  keepEncoders: boolean;
  /** Studies in storage, the one gone on with last first. */
  stored: StoredStudy[];
  /** Waits for undo until another is deleted or the page goes; neither it nor its runs are in the lists. */
  deleted: StoredStudy | null;
  status: StudyStatus;
  /** What was asked of it and is not done yet: it takes effect between two steps. */
  asked: 'pause' | 'stop' | null;
  /** The run under way, and the updates made of it. */
  current: { id: string; step: number; phase: string } | null;
  /** Why runs failed, by their ids. */
  reasons: Record<string, string>;
  problem: Problem | null;
  /** How far its report is, where that takes long. */
  reporting: ProgressEvent | null;
  /** Changes what is composed: what was checked no longer holds. */
  edit: (patch: Partial<Study>) => void;
  /** Takes what is composed on the page as the base, in place of a file's. */
  follow: () => void;
  /** A study from a file or from storage in place of what is composed; null: a new one. */
  open: (study: Study | null) => void;
  keep: (encoders: boolean) => void;
  show: (queue: Queue | null) => void;
  hear: (event: StudyEvent) => void;
  note: (events: readonly HistoryEvent[]) => void;
  begin: () => void;
  end: () => void;
}

/** What a new study holds: the three kinds of batches of arXiv 2408.10536, sec. 2.2, each with three seeds. */
const NEW: Study = studySchema.parse({
  schema: 'isoglot/study@1',
  name: 'Study',
  strategies: [
    { name: 'X-X-mono', set: { strategy: 'X-X-mono' } },
    { name: 'X-Y', set: { strategy: 'X-Y' } },
    { name: 'hybrid .50', set: { strategy: 'hybrid', alpha: 0.5 } },
  ],
  seeds: [1, 2, 3],
});

const AT_REST = { asked: null, current: null } as const;

export function createStudyStore() {
  return createStore<StudyState>((set) => ({
    draft: NEW,
    follows: true,
    queue: null,
    keepEncoders: false,
    stored: [],
    deleted: null,
    status: 'idle',
    ...AT_REST,
    reasons: {},
    problem: null,
    reporting: null,
    edit: (patch) =>
      set(({ draft }) => ({ draft: withBaseline({ ...draft, ...patch }), queue: null, problem: null })),
    follow: () => set({ follows: true, queue: null, problem: null }),
    open: (study) =>
      set({
        ...{ draft: study ?? NEW, follows: study === null, queue: null, keepEncoders: false },
        ...{ problem: null, reasons: {} },
      }),
    keep: (keepEncoders) => set({ keepEncoders }),
    show: (queue) => set({ queue }),
    hear: (event) => set((state) => afterEvent(state, event)),
    note: (events) => set(({ current }) => ({ current: current && events.reduce(withHistory, current) })),
    begin: () => set({ ...AT_REST, status: 'running', reasons: {}, problem: null }),
    end: () => set({ ...AT_REST, status: 'idle' }),
  }));
}
export type StudyStore = ReturnType<typeof createStudyStore>;

/** A baseline that is no level any more gives way to the first that is one. */
function withBaseline(study: Study): Study {
  const { baseline, strategies, adaptations } = study;
  if (!baseline) return study;
  const known = (levels: Study['strategies'], name: string) =>
    levels.some((level) => level.name === name) ? name : levels[0]!.name;
  const strategy = known(strategies, baseline.strategy);
  return { ...study, baseline: { strategy, adaptation: known(adaptations, baseline.adaptation) } };
}

function afterEvent(state: StudyState, event: StudyEvent): Partial<StudyState> {
  if (event.type === 'study') return {};
  if (event.state === 'begun') return { current: { id: event.id, step: 0, phase: '' } };
  if (event.state === 'unkept') return { problem: unkept(event.reason) };
  if (event.state !== 'failed') return { current: null };
  return { current: null, reasons: { ...state.reasons, [event.id]: event.reason ?? 'It failed.' } };
}

function unkept(what = 'The result of this run can’t be kept.'): Problem {
  const remedy = 'The study waits: make room under Storage, then go on. Stopped now, this run is lost.';
  return { code: 'storage-full', what, remedy };
}

function withHistory(current: NonNullable<StudyState['current']>, event: HistoryEvent) {
  if (event.type === 'step') return { ...current, step: event.step, phase: '' };
  // A training phase says no more than the steps do.
  if (event.type === 'phase' && event.phase !== 'train') return { ...current, phase: event.label };
  return current;
}

/** Whether a study keeps the worker busy. */
export function isStudying({ status }: Pick<StudyState, 'status'>): boolean {
  return status === 'checking' || status === 'running' || status === 'paused';
}

/** Whether it has begun and is not over, here or in another tab. */
export function isUnderWay({ status }: Pick<StudyState, 'status'>): boolean {
  return status === 'running' || status === 'paused' || status === 'elsewhere';
}

/** The study as it would be checked now: one that follows the page has what is composed there as its base. */
export function wholeStudy(
  { draft, follows }: Pick<StudyState, 'draft' | 'follows'>,
  page: Configuration,
): Study {
  return follows ? { ...draft, base: baseFrom(page) } : draft;
}

/**
 * What is composed on the page as the base of a study: without what its levels, folds and seeds are there for, so that
 * the page's own strategy or adaptation is in none of them unasked, and without what is as usual anyway.
 */
export function baseFrom(page: Configuration): Study['base'] {
  const own = Object.entries(page).filter(([key, value]) => {
    const usual: unknown = defaultConfiguration[key as keyof Configuration];
    return !OF_LEVELS.has(key) && JSON.stringify(value) !== JSON.stringify(usual);
  });
  return { ...Object.fromEntries(own), encoder: page.encoder, data: page.data };
}

/** Fields of a configuration that a strategy sets. */
const STRATEGY_FIELDS = [
  ...([
    'strategy',
    'alpha',
    'alphaSchedule',
    'alphaEnd',
    'kindWeights',
    'crossShare',
    'pairWeights',
  ] as const),
];
/** Fields of a configuration that an adaptation sets. */
export const ADAPTATION_FIELDS = ['adaptation', 'post'] as const;

const OF_LEVELS = new Set<string>(['schema', 'name', 'seed', ...STRATEGY_FIELDS, ...ADAPTATION_FIELDS]);

/** What was checked, as a queue. */
export function queueOf(study: Study, { key, runs, bytes }: PlannedStudy): Queue {
  return { key, study, bytes, runs: runs.map(({ done: _done, ...run }) => run) };
}

/** What is stored, as a queue: nothing of it is measured. */
export function storedQueue({ key, record }: StoredStudy): Queue {
  return {
    key,
    study: record.study,
    bytes: null,
    runs: record.runs.map((run) => ({ ...run, seconds: null })),
  };
}
