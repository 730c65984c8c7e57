/** Counts of published data, which is not in the repository: `ISOGLOT_DATA` names the folder that has it. */
import { describe, expect, it } from 'vitest';
import type { Corpus } from '../../core/corpus';
import { fileName } from '../files';
import { readDirectory } from '../nodeFiles';
import { textFile } from '../testing/textFiles';
import { readCorpus } from './readCorpus';

const folder = process.env.ISOGLOT_DATA;
const readPublished = async (name: string) => readCorpus(await readDirectory(`${folder}/${name}`), 'auto');

function countsOf(texts: readonly { language: string }[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { language } of texts) counts[language] = (counts[language] ?? 0) + 1;
  return counts;
}

/** Questions of a language that have an answer in another, by both. */
function answerable(corpus: Corpus): Record<string, Record<string, number>> {
  const counts: Record<string, Record<string, number>> = {};
  for (const [i, { language }] of corpus.queries.entries()) {
    const row = (counts[language] ??= {});
    const answers = corpus.relevant[i]!.map((passage) => corpus.passages[passage]!.language);
    for (const other of new Set(answers)) row[other] = (row[other] ?? 0) + 1;
  }
  return counts;
}

/** LAReQA's README, candidates of XQuAD-R. */
const XQUAD_R = {
  ar: 1222,
  de: 1276,
  el: 1234,
  en: 1180,
  es: 1215,
  hi: 1244,
  ru: 1219,
  th: 852,
  tr: 1167,
  vi: 1209,
  zh: 1196,
};

/** Questions in common of MLQA's development files (arXiv 1910.07475), rows and columns as in `LANGUAGES`. */
const LANGUAGES = ['ar', 'de', 'en', 'es', 'hi', 'vi', 'zh'];
const COMMON = [
  [517, 207, 517, 161, 186, 163, 188],
  [207, 512, 512, 196, 163, 182, 190],
  [517, 512, 1148, 500, 507, 511, 504],
  [161, 196, 500, 500, 187, 189, 161],
  [186, 163, 507, 187, 507, 177, 189],
  [163, 182, 511, 189, 177, 511, 184],
  [188, 190, 504, 161, 189, 184, 504],
];
const MLQA = Object.fromEntries(
  LANGUAGES.map((x, i) => [x, Object.fromEntries(LANGUAGES.map((y, j) => [y, COMMON[i]![j]]))]),
);

describe.skipIf(!folder)('published data', () => {
  it('XQuAD-R has the candidates that LAReQA counts', async () => {
    const corpus = await readPublished('xquad-r');
    expect(countsOf(corpus.passages)).toEqual(XQUAD_R);
    expect(corpus.passages.length).toBe(13_014);
    expect(new Set(Object.values(countsOf(corpus.queries)))).toEqual(new Set([1190]));
    expect(corpus.relevant.every((answers) => answers.length === 11)).toBe(true);
  });

  it('MLQA has the questions in common that are known, with breaks and without', async () => {
    expect(answerable(await readPublished('mlqa-dev-r'))).toEqual(MLQA);
    const files = (await readDirectory(`${folder}/mlqa-dev-r`)).filter(({ path }) => path.endsWith('.json'));
    const plain = files.map(async (file) => {
      const withoutBreaks = (key: string, value: unknown) => (key === 'sentence_breaks' ? undefined : value);
      return textFile(
        fileName(file.path),
        JSON.parse(new TextDecoder().decode(await file.bytes()), withoutBreaks),
      );
    });
    const corpus = await readCorpus(await Promise.all(plain), 'auto');
    expect(corpus.format).toBe('squad');
    expect(answerable(corpus)).toEqual(MLQA);
  });
});
