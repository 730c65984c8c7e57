import type { Workbench } from '../features/workbench';
import type { Fetcher } from '../lab/fetcher';
import type { Lab } from '../lab/lab';
import type { Reporter } from '../lab/reporter';
import { createKeptStore } from '../state/kept';
import { createRunStore } from '../state/run';
import { createRunsStore } from '../state/runs';
import { BUNDLED, createSessionStore } from '../state/session';
import { createSetupStore } from '../state/setup';
import { createStudyStore } from '../state/study';
import { createViewStore } from '../state/view';
import { guarded, openStorage, type CommandContext } from './commands/context';
import { exportingCommands } from './commands/exporting';
import { fetchingCommands } from './commands/fetching';
import { fetchingDataCommands } from './commands/fetchingData';
import { deletingStudiesCommands, purgeMarkedStudy } from './commands/deletingStudies';
import { keepingCommands, purgeMarked, refreshRuns, showAgain } from './commands/keeping';
import { keepLookingOn, refreshStudies, showStudy } from './commands/keptStudies';
import { openData, openEncoder, openingCommands } from './commands/opening';
import { furtherCommands, openFurtherAsDrafted } from './commands/openingFurther';
import { measureNow, runningCommands } from './commands/running';
import { refreshKept, storingCommands } from './commands/storing';
import { reportingCommands } from './commands/studyReporting';
import { studyingCommands } from './commands/studying';
import { hearFetcher, hearLab } from './hearLab';
import { previewAsDrafted } from './previewAsDrafted';
import { readPresets } from './presets';
import {
  remembered,
  rememberedRun,
  rememberedStudy,
  rememberRun,
  rememberSetup,
  rememberStudy,
  rememberView,
} from './remember';

export interface OpenWorkbench {
  workbench: Workbench;
  /** Starts the backend and opens the bundled encoder and data. */
  begin: () => Promise<void>;
}

/** Joins stores, lab and storage into what the panels see. */
export function createWorkbench(lab: Lab, fetcher: Fetcher, reporter: Reporter): OpenWorkbench {
  const memory = remembered();
  const stores: Workbench['stores'] = {
    setup: createSetupStore(memory.draft ?? undefined),
    session: createSessionStore(),
    run: createRunStore(),
    runs: createRunsStore(),
    kept: createKeptStore(fetcher.hub),
    study: createStudyStore(),
    view: createViewStore(memory.view),
  };
  const context: CommandContext = { stores, lab, fetcher, reporter, storage: openStorage() };
  const studying = studyingCommands(context);
  const commands = {
    ...openingCommands(context, studying.openStudyFile),
    ...furtherCommands(context),
    ...runningCommands(context),
    ...keepingCommands(context),
    ...exportingCommands(context),
    ...fetchingCommands(context),
    ...fetchingDataCommands(context),
    ...storingCommands(context),
    ...studying,
    ...deletingStudiesCommands(context),
    ...reportingCommands(context),
  };
  hearLab(context);
  hearFetcher(context);
  previewAsDrafted(context);
  openFurtherAsDrafted(context);
  rememberSetup(stores.setup);
  rememberView(stores.view);
  const lastRun = rememberedRun();
  rememberRun(stores.run);
  const lastStudy = rememberedStudy();
  rememberStudy(stores.study);
  checkAnew(stores);

  async function begin(): Promise<void> {
    const presets = await readPresets(stores.session);
    stores.setup.getState().setPresets(presets);
    const first = presets.find((preset) => preset.id === 'classroom');
    // A first visit begins with the classroom run, and has nothing to undo.
    if (!memory.draft && first) {
      stores.setup.setState({ draft: first.configuration, presetId: first.id });
    }
    await purgeMarked(context);
    await purgeMarkedStudy(context);
    await refreshRuns(context);
    await guarded(context, () => refreshKept(context));
    if (lastRun) await showAgain(context, lastRun);
    await refreshStudies(context);
    if (lastStudy) await showStudy(context, lastStudy);
    keepLookingOn(context);
    await commands.chooseBackend(memory.backend ?? stores.setup.getState().draft.backend);
    await Promise.all([
      openEncoder(context, { kind: 'bundled', name: BUNDLED.encoder }),
      openData(context, { kind: 'bundled', name: BUNDLED.data }, 'auto'),
    ]);
    if (stores.run.getState().runId === null) await measureNow(context);
  }

  return { workbench: { stores, commands }, begin };
}

/** What was checked with the page's configuration as its base no longer holds when that is changed. */
function checkAnew({ setup, study }: Workbench['stores']): void {
  setup.subscribe(({ draft }, previous) => {
    const { follows, status } = study.getState();
    if (draft !== previous.draft && follows && status === 'idle') study.getState().show(null);
  });
}
