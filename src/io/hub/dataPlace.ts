import { DATA_NAME } from './dataFiles';
import { HUB_ID, isOnHub, isRevision, looksLikeHubId, unreadablePlace } from './place';

/** What a person asks for: a data set of a hub, or a file on a web server. */
export type DataPlace =
  | {
      kind: 'hub';
      id: string;
      revision: string | null;
      /** Which of its files, as `picked` reads it; null: those that are taken by themselves. */
      only: string | null;
    }
  | { kind: 'file'; url: string };

/** What stands behind a data set's name in addresses of its page. */
const VIEWS = ['tree', 'blob', 'resolve', 'viewer'];

/**
 * Reads what was typed: `organisation/name`, with `@revision` and `#files` if wanted, a data set's page on the hub, or the
 * address of a file.
 * @param revision Branch, tag or commit from a field of its own; null or empty: the one in `text`, else the default.
 * @throws IsoglotError `bad-file` when it is none of these.
 */
export function parseDataPlace(text: string, revision: string | null, hub: string): DataPlace {
  const typed = text.trim();
  const place = /^[a-z][a-z\d+.-]*:\/\//i.test(typed) ? fromUrl(typed, hub) : fromId(typed);
  if (place.kind === 'file') return place;
  const wanted = revision?.trim() || place.revision;
  if (!HUB_ID.test(place.id) || (wanted !== null && !isRevision(wanted)))
    throw unreadablePlace('bad-file', typed);
  return { ...place, revision: wanted };
}

/** Whether a text names a data set of a hub for certain; one with the ending of a data file is a path. */
export function looksLikeDataId(text: string): boolean {
  const [name = ''] = text.split('#');
  return looksLikeHubId(name) && !DATA_NAME.test(name);
}

function fromId(typed: string): DataPlace {
  const [name = '', only = null] = cut(typed, '#');
  const [id = '', revision = null] = cut(name, '@');
  return { kind: 'hub', id, revision, only: only || null };
}

function fromUrl(typed: string, hub: string): DataPlace {
  const url = URL.canParse(typed) ? new URL(typed) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '')
    throw unreadablePlace('bad-file', typed);
  const [first, ...rest] = url.pathname.split('/').filter(Boolean).map(decoded);
  const only = decoded(url.hash.slice(1)) || null;
  url.hash = '';
  if (!isOnHub(url, hub) || (first === 'datasets' && rest.includes('resolve')))
    return { kind: 'file', url: url.href };
  if (first !== 'datasets') throw unreadablePlace('bad-file', typed);
  const end = rest.findIndex((part, i) => i > 0 && VIEWS.includes(part));
  const id = rest.slice(0, end < 0 ? 2 : end).join('/');
  const [view, revision = null, ...path] = end < 0 ? [] : rest.slice(end);
  if (view === 'viewer') return { kind: 'hub', id, revision: null, only };
  return { kind: 'hub', id, revision, only: only ?? (path.join('/') || null) };
}

/** The text before a mark and, where there is one, the text behind it. */
function cut(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
