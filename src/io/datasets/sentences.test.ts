import { describe, expect, it } from 'vitest';
import { splitSentences } from './sentences';

/** Split at `|` by hand. */
const CASES: [language: string, text: string][] = [
  [
    'en',
    'Dr. Smith met J. F. Kennedy in the U.S. Congress. |He said: "Go!" |Then 3.5 million left... |"Why?" he asked.',
  ],
  ['en', 'One (two). |Three [four].| |It is 30 °C. |End'],
  ['en', 'A heading\n\n|A line\nbroken once.'],
  ['de', 'Am 3. Oktober 1990 war z. B. Bonn noch da. |Im Jahr 1990. |Prof. Li kam bzw. ging.'],
  ['el', 'Τι είναι αυτό; |Είναι π.χ. η Αθήνα. |Τέλος.'],
  ['zh', '这是第一句。|“这是第二句！”|这是第三句？'],
  ['ja', '一つ目です。|「二つ目です。」|三つ目です。'],
  ['hi', 'यह पहला है। |यह दूसरा था. |डॉ. जोशी आए।'],
  ['ar', 'هذا هو الأول.|هذا هو الثاني؟ |مات سنة 300 ق.م في مصر.'],
  ['es', '¿Quién es el Sr. Costa? |¡Nadie! |Fue en 1990. |Fin.'],
  ['ru', 'Это было в 1990 году. |Потом всё. |А. С. Пушкин и др. поэты. |Конец.'],
  ['tr', 'XVI. yüzyılda 2. Murat vardı. |Sonra bitti.'],
];

describe('splitSentences', () => {
  it.each(CASES)('%s: %s', (language, marked) => {
    const expected = marked
      .split('|')
      .map((part) => part.trim())
      .filter((part) => part !== '');
    const text = marked.replaceAll('|', '');
    expect(splitSentences(text, language).map(([start, end]) => text.slice(start, end))).toEqual(expected);
  });

  it('gives nothing for white space', () => {
    expect(splitSentences(' \n\n ', 'en')).toEqual([]);
  });
});
