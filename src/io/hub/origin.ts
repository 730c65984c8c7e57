import type { Origin, DownloadPlan } from '../../protocol/keptDownloads';

/** Where a file of a download lies. */
export function fileUrl(origin: Origin, path: string): string {
  if (origin.kind === 'file') return origin.url;
  const escaped = path.split('/').map(encodeURIComponent).join('/');
  if (origin.kind === 'address') return new URL(escaped, origin.url).href;
  const folder = origin.repository === undefined ? '' : `${origin.repository}/`;
  return `${origin.hub}/${folder}${origin.id}/resolve/${origin.commit}/${escaped}`;
}

/** Id or address of an origin, for messages. */
export function placeOfOrigin(origin: Origin): string {
  return origin.kind === 'hub' ? origin.id : origin.url;
}

/** Bytes of all files; null where a server does not tell the size of one. */
export function bytesOf({ files }: Pick<DownloadPlan, 'files'>): number | null {
  let total = 0;
  for (const { size } of files) {
    if (size === null) return null;
    total += size;
  }
  return total;
}

/** Whether data lies there, and not an encoder. */
export function holdsData(origin: Origin): boolean {
  return origin.kind === 'file' || (origin.kind === 'hub' && origin.repository === 'datasets');
}

/**
 * An origin as the command line takes it, pinned to its commit: `organisation/name@commit`, with `#files` where some of a
 * data set were picked, or the address.
 */
export function sourceOf(origin: Origin): string {
  if (origin.kind !== 'hub') return origin.url;
  return `${origin.id}@${origin.commit}${origin.only === undefined ? '' : `#${origin.only}`}`;
}
