/**
 * The one error type that a person is meant to read. Everything else that is thrown is a fault of ours.
 *
 * `code` is stable and machine-readable; `what` says what is wrong, `where` names the file and the place in
 * it (line, tensor, field), `remedy` says what mends it.
 */
export type ErrorCode =
  | 'bad-file'
  | 'bad-format'
  | 'bad-configuration'
  | 'bad-encoder'
  | 'empty-data'
  | 'not-finite'
  | 'storage-full'
  | 'storage'
  | 'network'
  | 'backend'
  | 'gpu-lost'
  | 'worker-crashed'
  | 'cancelled'
  | 'internal';

export interface Problem {
  code: ErrorCode;
  what: string;
  where?: string;
  remedy?: string;
}

export class IsoglotError extends Error {
  override readonly name = 'IsoglotError';
  readonly code: ErrorCode;
  readonly what: string;
  readonly where: string | undefined;
  readonly remedy: string | undefined;

  constructor(problem: Problem, options?: { cause?: unknown }) {
    super(sentence(problem), options);
    this.code = problem.code;
    this.what = problem.what;
    this.where = problem.where;
    this.remedy = problem.remedy;
  }
}

/** A problem on one line: what, where, what mends it. */
export function sentence({ what, where, remedy }: Problem): string {
  return [where ? `${where}: ${what}` : what, remedy].filter(Boolean).join(' ');
}

/** Turns whatever was thrown into a problem that can be shown; foreign errors become `internal`. */
export function toProblem(error: unknown): Problem {
  if (error instanceof IsoglotError) {
    const { code, what, where, remedy } = error;
    return { code, what, where, remedy };
  }
  const what = error instanceof Error ? error.message : String(error);
  return {
    code: 'internal',
    what,
    remedy: 'This is a fault of Isoglot; please report it with the steps that led here.',
  };
}
