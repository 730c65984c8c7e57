import { MEASUREMENT } from '../protocol';
import type { CommandContext } from './commands/context';

/** What the lab tells goes into the stores. */
export function hearLab({ lab, stores }: CommandContext): void {
  const { session, run } = stores;
  lab.subscribe((event) => {
    switch (event.type) {
      case 'progress':
        return session.getState().progress(event.progress);
      case 'settled':
        return session.getState().settle(event.task);
      case 'backend':
        return session.setState({ backend: event.backend });
      case 'history': {
        const { runId } = run.getState();
        // Events of a run that is no longer on the page are in storage all the same.
        if (event.runId === runId || (runId === null && event.runId === MEASUREMENT))
          run.getState().receive(event.events);
        for (const warning of event.events.filter((e) => e.type === 'warning')) {
          session.getState().notify('warning', { code: 'storage', what: warning.message });
        }
        return;
      }
      case 'notice':
        return session.getState().notify('warning', event.problem);
      case 'paused':
        if (event.runId === run.getState().runId) run.getState().setStatus('paused');
        return;
      case 'fault':
        session.getState().notify('error', {
          ...event.problem,
          remedy:
            event.recovering ?? event.problem.remedy ?? 'Load the page anew; saved runs can be continued.',
        });
        session.setState({ tasks: [] });
    }
  });
}

/** A download's progress stands with all other work under way. */
export function hearFetcher({ fetcher, stores }: CommandContext): void {
  fetcher.subscribe((event) => {
    if (event.type === 'progress') stores.session.getState().progress(event.progress);
    else stores.session.getState().settle(event.task);
  });
}
