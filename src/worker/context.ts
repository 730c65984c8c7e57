import type { WorkerMessage } from '../protocol';
import type { Outbox } from './outbox';
import type { Session } from './session';

/** What every command works with. */
export interface CommandContext {
  session: Session;
  outbox: Outbox;
  post: (message: WorkerMessage) => void;
  wasmPaths: Record<string, string>;
}
