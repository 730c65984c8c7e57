/**
 * Hears Ctrl-C from the first moment on. Until something can be saved it ends the process at once; after `hold()` the
 * first one asks politely, so that the step under way is finished and saved, and a second one ends at once.
 */
export function listenForInterruption(say: (text: string) => void) {
  let held = false;
  let asked = false;
  const onSignal = () => {
    if (asked || !held) {
      if (!asked) say('Interrupted: there is no result yet; what was downloaded is kept.');
      process.exit(130);
    }
    asked = true;
    say('Interrupted: finishing this step and saving. Press Ctrl-C again to leave at once.');
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    hold(): void {
      held = true;
    },
    asked: () => asked,
    dispose(): void {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}

export type Interruption = ReturnType<typeof listenForInterruption>;
