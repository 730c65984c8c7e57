import type { EncoderOrigin, EncoderPlan } from '../../protocol/keptEncoders';

/** Where a file of an encoder lies. */
export function fileUrl(origin: EncoderOrigin, path: string): string {
  const escaped = path.split('/').map(encodeURIComponent).join('/');
  if (origin.kind === 'address') return new URL(escaped, origin.url).href;
  return `${origin.hub}/${origin.id}/resolve/${origin.commit}/${escaped}`;
}

/** Id or address of an origin, for messages. */
export function placeOfOrigin(origin: EncoderOrigin): string {
  return origin.kind === 'hub' ? origin.id : origin.url;
}

/** Bytes of a whole encoder; null where a server does not tell the size of a file. */
export function bytesOf({ files }: EncoderPlan): number | null {
  let total = 0;
  for (const { size } of files) {
    if (size === null) return null;
    total += size;
  }
  return total;
}

/** An origin as the command line takes it, pinned to its commit: `organisation/name@commit`, or the address. */
export function sourceOf(origin: EncoderOrigin): string {
  return origin.kind === 'hub' ? `${origin.id}@${origin.commit}` : origin.url;
}
