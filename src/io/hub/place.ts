import { IsoglotError } from '../../core/errors';

/** Where encoders are looked for unless another hub is named. */
export const DEFAULT_HUB = 'https://huggingface.co';

/** What a person asks for: an encoder of a hub, or a folder on a web server. */
export type EncoderPlace =
  { kind: 'hub'; id: string; revision: string | null } | { kind: 'address'; url: string };

/** `name` or `organisation/name`, as hubs allow them. */
export const HUB_ID = /^[A-Za-z0-9][\w.-]{0,95}(\/[A-Za-z0-9_][\w.-]{0,95})?$/;
/** Addresses of the hub itself, whichever hub is in use. */
const HUB_HOSTS: readonly string[] = ['huggingface.co', 'hf.co', 'www.huggingface.co'];
const MAX_REVISION = 200;

/**
 * Reads what was typed: `organisation/name`, with `@revision` if wanted, an encoder's page on the hub, or the
 * address of a folder (or of a file in it).
 * @param revision Branch, tag or commit from a field of its own; null or empty: the one in `text`, else the default.
 * @throws IsoglotError `bad-encoder` when it is none of these.
 */
export function parsePlace(text: string, revision: string | null, hub: string): EncoderPlace {
  const typed = text.trim();
  const wanted = revision?.trim() || null;
  if (/^[a-z][a-z\d+.-]*:\/\//i.test(typed)) return fromUrl(typed, wanted, hub);
  const at = typed.indexOf('@');
  const id = at < 0 ? typed : typed.slice(0, at);
  const inText = at < 0 ? null : typed.slice(at + 1);
  if (!HUB_ID.test(id)) throw unreadablePlace('bad-encoder', typed);
  return { kind: 'hub', id, revision: checked(wanted ?? inText, typed) };
}

/** Whether a text names an encoder of a hub for certain: by its slash or its revision. */
export function looksLikeHubId(text: string): boolean {
  const [id = '', ...rest] = text.split('@');
  return HUB_ID.test(id) && (id.includes('/') || rest.length > 0);
}

/** Whether a text is an address of the web. */
export function looksLikeAddress(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

function fromUrl(typed: string, revision: string | null, hub: string): EncoderPlace {
  const url = URL.canParse(typed) ? new URL(typed) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '')
    throw unreadablePlace('bad-encoder', typed);
  if (isOnHub(url, hub)) {
    const [first = '', second = '', view, ...rest] = url.pathname.split('/').filter(Boolean);
    const id = second === '' ? first : `${first}/${second}`;
    if (!HUB_ID.test(id)) throw unreadablePlace('bad-encoder', typed);
    const inPath = ['tree', 'blob', 'resolve'].includes(view ?? '') ? (rest[0] ?? null) : null;
    return { kind: 'hub', id, revision: checked(revision ?? (inPath && decodeURIComponent(inPath)), typed) };
  }
  url.hash = '';
  url.search = '';
  // The address of one of its files means the folder, too.
  url.pathname = url.pathname.replace(/\/[^/]+\.(json|safetensors)$/, '/').replace(/\/*$/, '/');
  return { kind: 'address', url: url.href };
}

/** Whether an address is one of the hub itself. */
export function isOnHub(url: URL, hub: string): boolean {
  return url.host === new URL(hub).host || HUB_HOSTS.includes(url.host);
}

/** Whether a text could be a branch, a tag or a commit. */
export function isRevision(text: string): boolean {
  return text !== '' && text.length <= MAX_REVISION && !/[\s\\?#]|\.\./.test(text);
}

function checked(revision: string | null, typed: string): string | null {
  if (revision !== null && !isRevision(revision)) throw unreadablePlace('bad-encoder', typed);
  return revision;
}

/** What is said of a place that is none. */
const WANTED = {
  'bad-encoder': ['an encoder', 'a folder: https://…/'],
  'bad-file': ['a data set', 'a file: https://…'],
} as const;

/** @param code `bad-encoder` where an encoder was asked for, `bad-file` where data were */
export function unreadablePlace(code: keyof typeof WANTED, typed: string): IsoglotError {
  const [what, address] = WANTED[code];
  return new IsoglotError({
    code,
    what: `this is neither the name of ${what} on a hub nor an address.`,
    where: typed.slice(0, 200),
    remedy: `Write organisation/name, with @revision if wanted, or the address of ${address}`,
  });
}
