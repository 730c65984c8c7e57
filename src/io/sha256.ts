import { IsoglotError } from '../core/errors';

/**
 * SHA-256 as 64 lower-case hexadecimal digits.
 * @throws IsoglotError `backend` where the browser offers no WebCrypto (a page that is neither local nor HTTPS).
 */
export async function sha256(content: Uint8Array | string): Promise<string> {
  // Browsers hide `subtle` from insecure pages, which the types do not know.
  const subtle: SubtleCrypto | undefined = (globalThis.crypto as Crypto | undefined)?.subtle;
  if (!subtle) {
    throw new IsoglotError({
      code: 'backend',
      what: 'this page has no WebCrypto, so fingerprints of files cannot be made.',
      remedy: 'Open it under http://localhost or https://.',
    });
  }
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const digest = await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** One fingerprint of many named parts, the same in whatever order they are given. */
export async function sha256OfParts(parts: ReadonlyMap<string, Uint8Array | string>): Promise<string> {
  const lines: string[] = [];
  for (const [name, content] of parts) lines.push(`${await sha256(content)} ${name}\n`);
  return sha256(lines.sort().join(''));
}
