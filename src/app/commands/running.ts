import { mixInWords } from '../../core/batches/mixInWords';
import type { Commands } from '../../state/commands';
import { MEASUREMENT, type Configuration } from '../../protocol';
import { isLive, isStandIn, type Provenance } from '../../state/run';
import type { SetupState } from '../../state/setup';
import { summariesOf } from '../../state/session';
import { isStudying } from '../../state/study';
import { forgetNotes, guarded, refuseWhileBusy, type CommandContext } from './context';
import { refreshRuns } from './keeping';

type Running = Pick<Commands, 'measure' | 'play' | 'pause' | 'stepOnce' | 'stop' | 'expect' | 'inspect'>;

const WORST_QUERIES = 5;

/** One experiment at a time: measure, train, pause, step, stop. */
export function runningCommands(context: CommandContext): Running {
  const { stores, lab } = context;
  const { run, session, setup } = stores;

  async function begin(paused: boolean): Promise<void> {
    const on = provenanceOf(context);
    if (!on) return;
    refuseWhileBusy(context);
    if (session.getState().measuring) await lab.cancel();
    const configuration = named(setup.getState());
    const provenance = { ...on, moreData: summariesOf(session.getState(), configuration) };
    const runId = crypto.randomUUID();
    const status = paused ? 'paused' : 'running';
    forgetNotes(context);
    run.getState().begin({ runId, name: configuration.name, configuration, provenance, status });
    const over = guarded(context, () => trainToEnd(context, runId, { resume: false, paused }));
    if (paused) {
      run.getState().ask('step');
      await lab.step();
    }
    void over;
  }

  return {
    measure: () => measureNow(context),
    async play() {
      await guarded(context, async () => {
        if (run.getState().status === 'paused') {
          run.getState().setStatus('running');
          await lab.resume();
        } else if (run.getState().status !== 'running') await begin(false);
      });
    },
    async pause() {
      await guarded(context, async () => {
        if (run.getState().status !== 'running') return;
        run.getState().ask('pause');
        await lab.pause();
      });
    },
    async stepOnce() {
      await guarded(context, async () => {
        const { status } = run.getState();
        if (status === 'paused') {
          run.getState().ask('step');
          await lab.step();
        } else if (status !== 'running') await begin(true);
      });
    },
    async stop() {
      await guarded(context, async () => {
        run.getState().ask('stop');
        await lab.stop();
      });
    },
    // A reopened run may be one of other data: then there is nothing to hold it against.
    expect: (configuration, batches) => lab.expect(configuration, batches).catch(() => null),
    inspect: (queryLanguage, passageLanguage) =>
      guarded(context, async () => {
        const found = await lab.inspect(queryLanguage, passageLanguage, WORST_QUERIES);
        // The worker knows its latest evaluation alone; the figures on the page may be those of a reopened run.
        const { runId, evaluations } = run.getState();
        const shown = evaluations.at(-1);
        const source = shown && !isStandIn(shown) ? (runId ?? MEASUREMENT) : MEASUREMENT;
        return found?.runId === source && found.step === shown?.step ? found : null;
      }),
  };
}

/** A run that departs from its preset is called by what it does, not by the preset's name. */
function named({ draft, presets, presetId }: SetupState): Configuration {
  const borrowed =
    presetId === null && presets.some(({ configuration }) => configuration.name === draft.name);
  if (!borrowed) return draft;
  return { ...draft, name: `${mixInWords(draft)}, ${draft.steps} steps, seed ${draft.seed}` };
}

/** Follows a run until it is over, whatever its end, and brings the table of runs up to date. */
export async function trainToEnd(
  context: CommandContext,
  runId: string,
  options: { resume: boolean; paused: boolean },
): Promise<void> {
  const { run } = context.stores;
  const { configuration } = run.getState();
  if (!configuration) return;
  try {
    await context.lab.train(runId, configuration, options);
  } catch (error) {
    // A run that was refused before its first event leaves nothing to look at.
    if (run.getState().history.length === 0) run.getState().clear();
    else run.getState().setStatus('failed');
    throw error;
  } finally {
    await refreshRuns(context);
  }
}

/** Scores the encoder as it is on what the draft evaluates. */
export async function measureNow(context: CommandContext): Promise<void> {
  const { run, session, setup, study } = context.stores;
  const busy = isLive(run.getState().status) || isStudying(study.getState());
  const provenance = provenanceOf(context);
  if (busy || !provenance || session.getState().measuring) return;
  session.setState({ measuring: true });
  const configuration = setup.getState().draft;
  run.getState().begin({ runId: null, name: 'Untouched encoder', configuration, provenance, status: 'idle' });
  await guarded(context, () => context.lab.measure(configuration));
  session.setState({ measuring: false });
}

function provenanceOf({ stores }: CommandContext): Provenance | null {
  const { encoder, data, backend } = stores.session.getState();
  if (!encoder || !data || !backend) return null;
  return { encoder, data, backend, isoglot: __ISOGLOT__, started: new Date().toISOString() };
}
