import { IsoglotError } from '../../core/errors';
import { rowsOf } from '../../features/study/rows';
import { parseStudy } from '../../io/studyFile';
import { studyKey } from '../../io/storage/studyStore';
import { configuration, type Study } from '../../protocol';
import type { Commands } from '../../state/commands';
import { isStudying, queueOf, wholeStudy } from '../../state/study';
import { refuseWhileBusy, type CommandContext } from './context';
import { download } from './download';
import { purgeDeletedStudy } from './deletingStudies';
import { refreshRuns } from './keeping';
import { attemptOn, lookOn, refreshStudies, showStudy } from './keptStudies';
import { openNamed } from './openingFurther';

type Studying = Pick<
  Commands,
  | 'checkStudy'
  | 'startStudy'
  | 'pauseStudy'
  | 'resumeStudy'
  | 'stopStudy'
  | 'showStudy'
  | 'openStudyFile'
  | 'exportStudy'
  | 'openStudyExample'
>;

/** A grid of runs: checked, made, gone on with. What fails is told in the study's own place. */
export function studyingCommands(context: CommandContext): Studying {
  const { stores, lab } = context;
  const { study, session, setup } = stores;
  const attempt = (work: () => Promise<void>) => attemptOn(context, work);

  /** What its base trains on beside the main data: of a stored study it need not be in the draft. */
  async function openFurtherOf({ base }: Study): Promise<void> {
    const { data = [] } = configuration.shape.moreData.safeParse(base.moreData);
    await openNamed(context, data);
  }

  function open(text: string, path: string): void {
    if (isStudying(study.getState())) throw new IsoglotError(UNDER_WAY);
    study.getState().open(parseStudy(text, path));
    // It may have looked on at another.
    study.getState().end();
  }

  return {
    checkStudy: () =>
      attempt(async () => {
        refuseWhileBusy(context);
        await openFurtherOf(wholeStudy(study.getState(), setup.getState().draft));
        if (session.getState().measuring) await lab.cancel();
        const { draft } = study.getState();
        const asked = wholeStudy(study.getState(), setup.getState().draft);
        await purgeDeletedStudy(context, studyKey(asked.name));
        study.setState({ status: 'checking' });
        try {
          const plan = await lab.planStudy(asked);
          await refreshRuns(context);
          // What was changed meanwhile was not checked.
          if (study.getState().draft === draft) study.getState().show(queueOf(asked, plan));
        } finally {
          study.getState().end();
        }
      }),
    startStudy: () =>
      attempt(async () => {
        const { queue } = study.getState();
        if (!queue) return;
        refuseWhileBusy(context);
        await openFurtherOf(queue.study);
        if (session.getState().measuring) await lab.cancel();
        const { records } = stores.runs.getState();
        const expected = rowsOf(queue, records, study.getState()).flatMap(({ run, secondsLeft }) =>
          secondsLeft === null ? [] : [[run.id, secondsLeft] as const],
        );
        await purgeDeletedStudy(context, queue.key);
        study.getState().begin();
        try {
          await lab.runStudy(queue.study, Object.fromEntries(expected), {
            paused: false,
            keepEncoders: study.getState().keepEncoders,
          });
        } finally {
          study.getState().end();
          await refreshStudies(context);
          await refreshRuns(context);
          await lookOn(context);
        }
      }),
    async pauseStudy() {
      if (study.getState().status !== 'running') return;
      study.setState({ asked: 'pause' });
      await attempt(() => lab.pause());
    },
    async resumeStudy() {
      if (study.getState().status !== 'paused') return;
      study.setState({ status: 'running', asked: null });
      await attempt(() => lab.resume());
    },
    async stopStudy() {
      study.setState({ asked: 'stop' });
      await attempt(() => lab.stop());
    },
    showStudy: (key) => attempt(() => showStudy(context, key)),
    async openStudyFile({ path, blob }) {
      // Dropped anywhere: it must be seen where it goes.
      stores.view.getState().set({ dialog: 'study' });
      await attempt(async () => open(await blob.text(), path));
    },
    openStudyExample: () =>
      attempt(async () => {
        const answer = await fetch(EXAMPLE).catch(() => null);
        if (!answer?.ok) throw new IsoglotError({ ...NO_EXAMPLE, where: EXAMPLE });
        open(await answer.text(), EXAMPLE);
      }),
    exportStudy: () =>
      attempt(async () => {
        const { queue } = study.getState();
        const asked = queue?.study ?? wholeStudy(study.getState(), setup.getState().draft);
        const text = `${JSON.stringify(asked, null, 2)}\n`;
        download(new Blob([text], { type: 'application/json' }), 'isoglot-study.json');
      }),
  };
}

const EXAMPLE = 'presets/studies/isoglot-qa.json';
const NO_EXAMPLE = {
  code: 'network',
  what: 'The example cannot be fetched.',
  remedy: 'Check the network, or compose a study by hand.',
} as const;

const UNDER_WAY = {
  code: 'bad-configuration',
  what: 'A study goes on.',
  remedy: 'Stop it first: it is kept and can be gone on with.',
} as const;
