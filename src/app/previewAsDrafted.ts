import { sentence, toProblem } from '../core/errors';
import { guarded, type CommandContext } from './commands/context';
import type { Configuration } from '../protocol';
import { isLive } from '../state/run';
import { summariesOf } from '../state/session';

const BATCHES = 8;
/** Typing and a running experiment change the preview often; asking this seldom is often enough. */
const INTERVAL_MS = 250;

/** Keeps the preview of the next batches true: those of the live run, else those of the draft. */
export function previewAsDrafted(context: CommandContext): void {
  const { setup, session, run } = context.stores;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let shown = '';
  let estimated = '';

  async function ask(): Promise<void> {
    timer = null;
    const { data, encoder } = session.getState();
    if (!data || !encoder) return;
    const { configuration, step } = subject();
    await estimate(JSON.stringify([dataKey(configuration), encoder.sha256, configuration]), configuration);
    const key = keyOf(configuration, step);
    if (key === shown) return;
    shown = key;
    try {
      const batches = await context.lab.preview(configuration, step, BATCHES);
      if (batches.length > 0) run.getState().setPreview(batches);
      else run.getState().agePreview('spent');
    } catch (error) {
      // A draft that does not fit the data has no batches: the panel says why.
      const problem = toProblem(error);
      // A worker that was replaced gave no answer: the next one is asked again.
      if (problem.code === 'cancelled') shown = '';
      else run.getState().setPreview([], sentence(problem));
    }
  }

  /** A draft that does not fit the data has no estimate either; one that comes too early is asked for again. */
  async function estimate(key: string, configuration: Configuration): Promise<void> {
    if (key === estimated) return;
    const memory = await context.lab.estimate(configuration).catch(() => null);
    if (memory) estimated = key;
    // Every change of the store asks again: null after null would never come to rest.
    if (memory || run.getState().memory) run.getState().setMemory(memory);
  }

  /** The content of the data that a configuration draws from. */
  function dataKey(configuration: Configuration): unknown {
    const further = summariesOf(session.getState(), configuration) ?? [];
    return [session.getState().data?.sha256, ...further.map(({ sha256 }) => sha256)];
  }

  function keyOf(configuration: Configuration, step: number): string {
    return JSON.stringify([dataKey(configuration), configuration, step]);
  }

  function subject(): { configuration: Configuration; step: number } {
    const { status, configuration, steps } = run.getState();
    const live = isLive(status) && configuration;
    return live
      ? { configuration: live, step: steps.at(-1)?.step ?? 0 }
      : { configuration: setup.getState().draft, step: 0 };
  }

  const later = () => {
    const { data } = session.getState();
    const { configuration, step } = subject();
    const isOld = data !== null && keyOf(configuration, step) !== shown;
    if (isOld && run.getState().previewState === 'current') run.getState().agePreview('outdated');
    timer ??= setTimeout(() => void guarded(context, ask), INTERVAL_MS);
  };
  setup.subscribe(later);
  session.subscribe(later);
  run.subscribe(later);
}
