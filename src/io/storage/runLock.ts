/** Name of the Web Lock that the worker holds while a run lives: it tells every tab whether a stored run goes on. */
export function runLock(runId: string): string {
  return `isoglot-run-${runId}`;
}
