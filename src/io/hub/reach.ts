import { IsoglotError, type Problem } from '../../core/errors';

/** How servers are spoken to: the platform's `fetch` unless a test or a proxy takes its place. */
export interface Reach {
  fetch?: typeof fetch;
  signal?: AbortSignal;
}

/** Who is asked for what, for messages. */
export interface Subject {
  /** An id or address. */
  place: string;
  /** An encoder is asked for unless it is data. */
  holds?: 'data';
  /** A file of it; none when the whole is asked for. */
  file?: string;
  /** Branch, tag or commit. */
  revision?: string;
}

/**
 * One request, whose failure is told in plain words.
 * @throws IsoglotError `network` when no answer comes, `bad-encoder` or `bad-file` when the answer is no, `cancelled` when
 *   the signal fires. Its cause is the server's `Response` where there is one.
 */
export async function reach(
  url: string | URL,
  init: RequestInit,
  subject: Subject,
  { fetch: request = fetch, signal }: Reach = {},
): Promise<Response> {
  let response: Response;
  try {
    // What is kept is kept once: a browser's own cache would hold weights a second time.
    response = await request(url, { ...init, cache: 'no-store', signal: signal ?? init.signal ?? null });
  } catch (cause) {
    throw silent(cause, url, subject, signal);
  }
  if (response.ok) return response;
  await response.body?.cancel();
  throw new IsoglotError(refusal(response, subject), { cause: response });
}

/** What a request that was broken off, before or within its answer, means. */
export function silent(
  cause: unknown,
  url: string | URL,
  subject: Subject,
  signal?: AbortSignal,
): IsoglotError {
  if (cause instanceof IsoglotError) return cause;
  if (signal?.aborted) {
    const what = 'the download was cancelled; what came in is kept.';
    return new IsoglotError({ code: 'cancelled', what, where: placeOf(subject) }, { cause });
  }
  return new IsoglotError(
    {
      code: 'network',
      what: `${new URL(url).host} cannot be reached, or does not let this page read from it.`,
      where: placeOf(subject),
      remedy: 'Check the address and the connection and try again: what came in is kept.',
    },
    { cause },
  );
}

/** An encoder or a data set, or one file of it. */
export function placeOf({ place, file }: Subject): string {
  return file === undefined ? place : `${place.replace(/\/$/, '')}/${file}`;
}

/** What a hub or server means by its answer. */
function refusal(response: Response, subject: Subject): Problem {
  const { status } = response;
  const where = placeOf(subject);
  const { code, one, name, changed, consent } = WORDS[subject.holds ?? 'encoder'];
  const no = (what: string, remedy: string): Problem => ({ code, what, where, remedy });
  const later = (what: string, remedy: string): Problem => ({ code: 'network', what, where, remedy });
  // The hub's own word for it; a status alone says little: an unknown encoder is 401 there.
  switch (response.headers.get('x-error-code') ?? '') {
    case 'GatedRepo':
      return no('its owner asks for consent before it is given out.', consent);
    case 'RevisionNotFound':
      return no(
        `there is no revision "${subject.revision ?? ''}".`,
        'Give a branch, a tag or a whole commit as its page shows it, or leave the revision empty.',
      );
    case 'RepoNotFound':
      return no(`the hub has no such ${one}, or it is private.`, name);
  }
  if (status === 401) return no(`there is no such ${one}, or it is private.`, name);
  if (status === 403) return no('the server refuses to give it out.', consent);
  if (status === 404 || status === 410)
    return no(
      `this is not there (the server answered ${status}).`,
      subject.file === undefined ? name : changed,
    );
  if (status === 429)
    return later('the server has had too many requests.', 'Wait some minutes and try again.');
  const said = `${status} ${response.statusText}`.trim();
  return later(`the server answered ${said}.`, 'Try again later: what came in is kept.');
}

const CONSENT =
  "Accept its conditions on its page, download it with the hub's own tools, and open the folder here.";
const WORDS = {
  encoder: {
    code: 'bad-encoder',
    one: 'encoder',
    name: 'Check the name: a hub writes it as organisation/name, an address is that of the folder with config.json.',
    changed: 'Look the encoder up again: its files may have changed.',
    consent: CONSENT,
  },
  data: {
    code: 'bad-file',
    one: 'data set',
    name: 'Check the name: a hub writes it as organisation/name, an address is that of a file.',
    changed: 'Look the data up again: their files may have changed.',
    consent: CONSENT,
  },
} as const satisfies Record<string, { code: Problem['code'] } & Record<string, string>>;
