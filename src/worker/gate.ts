import type { Pull } from '../experiment/train';

/** Play, pause, single step and stop as one gate that a run asks before each step. */
export function createGate(paused: boolean) {
  let mode: 'open' | 'closed' | 'stopped' = paused ? 'closed' : 'open';
  let allowance = 0;
  let wake: (() => void) | null = null;

  const change = (next: typeof mode) => {
    if (mode !== 'stopped') mode = next;
    wake?.();
  };

  return {
    pause: () => change('closed'),
    resume: () => change('open'),
    stop: () => change('stopped'),
    /** Lets one step through a closed gate. */
    step: () => {
      allowance++;
      wake?.();
    },
    /** Resolves when the next step may be taken; `onWait` is told when that is not at once. */
    async pass(onWait: () => void): Promise<Exclude<Pull, undefined>> {
      if (mode === 'closed' && allowance === 0) onWait();
      while (mode === 'closed' && allowance === 0) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      wake = null;
      if (mode === 'closed') allowance--;
      else allowance = 0;
      return mode === 'stopped' ? 'stop' : 'go';
    },
  };
}

export type Gate = ReturnType<typeof createGate>;
