import type { ProgressEvent } from '../protocol';
import type { ProgressLine } from './progress';

/** Pulls a generator to its end, showing its progress, and gives what it returns. */
export async function drain<T>(work: AsyncGenerator<ProgressEvent, T>, progress: ProgressLine): Promise<T> {
  let turn = await work.next();
  for (; !turn.done; turn = await work.next()) progress.show(turn.value);
  return turn.value;
}
