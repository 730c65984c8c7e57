/** Ctrl-C asks politely once: the step under way is finished and saved. A second one ends at once. */
export function listenForInterruption(say: (text: string) => void) {
  let asked = false;
  const onSignal = () => {
    if (asked) process.exit(130);
    asked = true;
    say('Interrupted: finishing this step and saving. Press Ctrl-C again to leave at once.');
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    asked: () => asked,
    dispose(): void {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
