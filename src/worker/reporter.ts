import { drain } from '../experiment/progress';
import { openRunStore } from '../io/storage/runStore';
import { openStudyStore } from '../io/storage/studyStore';
import { reporterCommand, type WorkerMessage } from '../protocol';
import { openDoor } from './door';
import { createOutbox } from './outbox';
import { studyReport } from './studyReport';

/**
 * The worker that writes the report of a study. It has one of its own, as the page must not wait for it, nor it for the
 * steps of a run.
 */
const post = (message: WorkerMessage) => self.postMessage(message);
const outbox = createOutbox(post);

openDoor(
  reporterCommand,
  {
    'study-report': async ({ key }) => {
      const [studies, runs] = await Promise.all([openStudyStore(), openRunStore()]);
      return drain(studyReport(key, studies, runs), (event) => {
        outbox.addProgress(event);
        outbox.flush();
      });
    },
  },
  post,
);
