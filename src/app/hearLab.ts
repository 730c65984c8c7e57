import { isSameData } from '../core/sameData';
import { MEASUREMENT } from '../protocol';
import type { CommandContext } from './commands/context';
import { refreshRuns } from './commands/keeping';
import { refreshStudies } from './commands/keptStudies';
import { studyRunId } from '../io/storage/studyStore';

/** What the lab tells goes into the stores. */
export function hearLab(context: CommandContext): void {
  const { lab, stores } = context;
  const { session, run, runs, study } = stores;
  lab.subscribe((event) => {
    switch (event.type) {
      case 'progress':
        return session.getState().progress(event.progress);
      case 'settled':
        return session.getState().settle(event.task);
      case 'backend':
        return session.setState({ backend: event.backend });
      case 'further-lost':
        session.setState(({ further }) => ({
          further: further.filter((one) => !isSameData(one, event.set)),
        }));
        return session.getState().notify('warning', event.problem);
      case 'history': {
        const { runId } = run.getState();
        const { queue, current } = study.getState();
        if (queue && current && event.runId === studyRunId(queue.key, current.id)) {
          // It is kept from its first event on; until then nothing tells how many steps it will have.
          if (!runs.getState().records.some(({ id }) => id === event.runId)) void refreshRuns(context);
          // The same warnings in every run of a study: they stand in each run's history.
          return study.getState().note(event.events);
        }
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
        if (event.runId === study.getState().queue?.key) study.setState({ status: 'paused', asked: null });
        return;
      case 'study':
        study.getState().hear(event.event);
        // It is kept from its first event on.
        if (event.event.type === 'study') void refreshStudies(context);
        // The figures of a run that is over are read from its record.
        if (event.event.type === 'study-run' && event.event.state !== 'skipped') void refreshRuns(context);
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
