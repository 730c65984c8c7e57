import { useEffect } from 'react';
import { useWorkbench, type Workbench } from '../features/workbench';

/** What has a use of its own for keys. */
const OCCUPIED =
  'input, textarea, select, button, a, summary, [contenteditable], [role=slider], [role=radio], [role=tab], [role=option], [role=menuitem], [role=dialog]';

/** Space trains and pauses, S steps, ? lists the shortcuts, Ctrl Z undoes, wherever a key has no other use. */
export function useShortcuts(): void {
  const workbench = useWorkbench();
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target instanceof Element ? event.target : null;
      if (event.defaultPrevented || event.altKey || event.isComposing || target?.closest(OCCUPIED)) return;
      const action = actionOf(event, workbench);
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, [workbench]);
}

function actionOf(event: KeyboardEvent, { stores, commands }: Workbench): (() => void) | null {
  const running = stores.run.getState().status === 'running';
  const { encoder, data, measuring } = stores.session.getState();
  const ready = encoder !== null && data !== null && !measuring;
  if (event.ctrlKey || event.metaKey)
    return event.key === 'z' && !event.shiftKey ? () => stores.setup.getState().undo() : null;
  // A held key must not start and pause a run by turns.
  if (event.repeat) return null;
  switch (event.key) {
    case ' ':
      if (running) return () => void commands.pause();
      return ready ? () => void commands.play() : null;
    case 's':
    case 'S':
      return ready && !running ? () => void commands.stepOnce() : null;
    case '?':
      return () => stores.view.getState().set({ dialog: 'shortcuts' });
    default:
      return null;
  }
}
