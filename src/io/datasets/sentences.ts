/**
 * Sentences of running text by rules of our own: browsers' `Intl.Segmenter` follow different versions of Unicode's
 * rules, and the number of candidates must not depend on the browser.
 */

/** Half-open range of UTF-16 units, without white space at its ends. */
export type Span = [start: number, end: number];

/** Ends a sentence wherever it stands: Chinese and Japanese, Devanagari, Ethiopic, Burmese, Khmer. */
const FULL = '。！？｡।॥።၊။។';
/** Ends a sentence before white space. Greek asks with a semicolon. */
const STOP = '.!?…؟۔։';
/** German closes with the mark that others open with. */
const CLOSING = '"\'”’»«›“)\\]}）」』】》〉';

const END = new RegExp(
  `[${FULL}]+[${CLOSING.replace('“', '')}]*|[${STOP}]+[${CLOSING}]*(?=\\s|$|\\p{Script=Arabic})|;[${CLOSING}]*(?=\\s|$)|\\n\\s*\\n`,
  'gu',
);

/** Words that a full stop belongs to, in lower case, without the stop. */
const ABBREVIATIONS = new Set(
  (
    'mr mrs ms dr prof st sr jr gen col lt capt sgt rev hon gov sen rep no vs etc inc ltd co corp vol fig ed eds cf al approx dept est ' +
    'jan feb mar apr jun jul aug sep sept oct nov dec ca bzw usw vgl nr bd hrsg sog evtl inkl ggf mio mrd tel str abs art ' +
    'sra dra ee uu pág núm av ud uds tr yy vb vd örn bkz yön doç ör т г гг в вв н э др пр руб млн млрд тыс ул стр им ' +
    'π χ μ κ λπ κλπ βλ αρ σελ δηλ tp ts ths gs pgs डॉ पं श्री'
  ).split(' '),
);

/** "J", or "U.S" and "e.g" of scripts in which one letter is no word. */
const LETTER = '[\\p{Lu}\\p{Ll}\\p{Script=Arabic}]\\p{M}*';
const INITIALS = new RegExp(`^(${LETTER}\\.)*${LETTER}$`, 'u');

/** Languages that write ordinal numbers with a full stop. */
const ORDINALS = new Set([
  'de',
  'tr',
  'fi',
  'cs',
  'sk',
  'hu',
  'da',
  'no',
  'nb',
  'nn',
  'et',
  'hr',
  'sr',
  'sl',
  'pl',
  'lv',
  'is',
]);

/**
 * Splits a text into sentences.
 * @param language BCP 47 code.
 */
export function splitSentences(text: string, language: string): Span[] {
  const base = language.toLowerCase().split('-')[0]!;
  const spans: Span[] = [];
  let start = 0;
  const close = (end: number): void => {
    const part = text.slice(start, end);
    const from = start + part.length - part.trimStart().length;
    const to = start + part.trimEnd().length;
    if (from < to) spans.push([from, to]);
    start = end;
  };
  for (const match of text.matchAll(END)) {
    const end = match.index + match[0].length;
    if (isEnd(text, start, match.index, end, base)) close(end);
  }
  close(text.length);
  return spans;
}

/** Whether the mark at `[at, end)` ends the sentence that began at `start`. */
function isEnd(text: string, start: number, at: number, end: number, language: string): boolean {
  const mark = text[at]!;
  if (mark === '\n' || FULL.includes(mark)) return true;
  if (mark === ';') return language === 'el';
  if (/^\s*[\p{Ll},;:]/u.test(text.slice(end, end + 8))) return false;
  if (mark !== '.' || text[at + 1] === '.') return true;
  const [, degree, word] = /(°?)([\p{L}\p{M}\p{N}.]*)$/u.exec(text.slice(Math.max(start, at - 40), at))!;
  if (degree) return true;
  if (INITIALS.test(word!)) return false;
  if (ABBREVIATIONS.has(word!.toLowerCase())) return false;
  return !(ORDINALS.has(language) && /^\d{1,2}$/.test(word!));
}
