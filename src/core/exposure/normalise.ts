/** A text without what does not make it another one: compatibility forms (NFKC), case and white space. */
export function normalise(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim();
}
