import { IsoglotError } from '../../core/errors';

/** Does `work` on a browser's storage. @throws IsoglotError as `storageError`. */
export async function storing<T>(doing: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    throw storageError(cause, doing);
  }
}

/**
 * What a browser's storage throws, in plain words.
 * @param doing What was tried, e.g. `the run could not be saved`.
 */
export function storageError(cause: unknown, doing: string): IsoglotError {
  if (cause instanceof IsoglotError) return cause;
  const name = cause instanceof Error || cause instanceof DOMException ? cause.name : '';
  if (name === 'QuotaExceededError') {
    return new IsoglotError(
      {
        code: 'storage-full',
        what: `${doing}: the browser's storage for this page is full.`,
        remedy: 'Delete runs in the table of runs, or encoders under Storage.',
      },
      { cause },
    );
  }
  const message = cause instanceof Error ? cause.message : String(cause);
  return new IsoglotError(
    {
      code: 'storage',
      what: `${doing}: ${message}`,
      remedy: 'Leave private browsing, or allow this page to store data; then load it anew.',
    },
    { cause },
  );
}
