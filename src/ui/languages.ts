/** Languages as people meet them: a name in English, one in the language itself, a colour that never changes. */

/** Languages with a colour of their own; all others share the palette by a hash of their code. */
const ORDER = 'ar de el en es hi ru th tr vi zh fr ja ko bn fa fi id it pt sw te yo pl'.split(' ');

/** CSS colour of a language, the same in every chart and both themes' counterpart of it. */
export function languageColour(code: string): string {
  const index = ORDER.indexOf(code.split('-')[0] ?? code);
  return `var(--language-${index >= 0 ? index : hash(code) % ORDER.length})`;
}

/** English name, or the code itself where there is none: `German`. */
export function englishName(code: string): string {
  return nameIn('en', code);
}

/** Name in the language itself: `Deutsch`. */
export function nativeName(code: string): string {
  return nameIn(code, code);
}

/** Both names for hints and screen readers: `German · Deutsch`. */
export function bothNames(code: string): string {
  const [english, native] = [englishName(code), nativeName(code)];
  return english === native ? english : `${english} · ${native}`;
}

function nameIn(locale: string, code: string): string {
  try {
    return new Intl.DisplayNames([locale, 'en'], { type: 'language' }).of(code) ?? code;
  } catch {
    // A code that is no language tag still names its column.
    return code;
  }
}

function hash(text: string): number {
  let value = 0;
  for (const character of text) value = (value * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return value;
}
