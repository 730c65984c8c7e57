import { z } from 'zod';
import { backendRequest, configuration, type BackendRequest, type Configuration } from '../protocol';
import type { RunStore } from '../state/run';
import type { SetupStore } from '../state/setup';
import { isUnderWay, type StudyStore } from '../state/study';
import type { ViewState, ViewStore } from '../state/view';

const DRAFT_KEY = 'isoglot.draft';
const VIEW_KEY = 'isoglot.view';
const RUN_KEY = 'isoglot.run';
const STUDY_KEY = 'isoglot.study';

const view = z.object({
  setting: z.enum(['crosslingual', 'monolingual', 'multilingual']).optional(),
  comparison: z.enum(['now', 'before', 'change']).optional(),
  theme: z.enum(['system', 'light', 'dark']).optional(),
  side: z.enum(['bias', 'consistency', 'domains']).optional(),
});

/** What a reload brings back: the composed experiment and the view. A backend named in the URL wins. */
export function remembered(): {
  draft: Configuration | null;
  view: Partial<ViewState>;
  backend: BackendRequest | null;
} {
  const asked = backendRequest.safeParse(new URLSearchParams(location.search).get('backend'));
  return {
    draft: configuration.safeParse(stored(DRAFT_KEY)).data ?? null,
    view: view.safeParse(stored(VIEW_KEY)).data ?? {},
    backend: asked.data ?? null,
  };
}

/** Id of the run that was on the page. */
export function rememberedRun(): string | null {
  return z.string().safeParse(stored(RUN_KEY)).data ?? null;
}

export function rememberRun(run: RunStore): void {
  run.subscribe(({ runId }, previous) => {
    if (runId !== previous.runId) keep(RUN_KEY, runId);
  });
}

/** Key of the study that was in sight. */
export function rememberedStudy(): string | null {
  return z.string().safeParse(stored(STUDY_KEY)).data ?? null;
}

/** A study is remembered once it has begun: only then is it stored. */
export function rememberStudy(study: StudyStore): void {
  study.subscribe(({ queue, stored: kept, status }) => {
    const isKept = isUnderWay({ status }) || kept.some(({ key }) => key === queue?.key);
    keep(STUDY_KEY, queue && isKept ? queue.key : null);
  });
}

export function rememberSetup(setup: SetupStore): void {
  setup.subscribe(({ draft }) => keep(DRAFT_KEY, draft));
}

export function rememberView(store: ViewStore): void {
  store.subscribe(({ setting, comparison, theme, side }) =>
    keep(VIEW_KEY, { setting, comparison, theme, side }),
  );
}

function stored(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Without storage (private mode, full disk) the page works all the same; only a reload forgets.
  }
}
