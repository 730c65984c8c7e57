import type { Result } from '../../../protocol';
import { figureKey, type Entry, type Figure } from './model';
import hybridBatch from './published/hybridBatch.json';

/** Data that figures were published for. */
export type PublishedData = 'XQuAD-R' | 'MLQA-R' | 'MIRACL';

/**
 * Which of them a result is on, by what its data is called, else by its format; null: none. Mr. TyDi has MIRACL's format
 * and is another collection.
 */
export function publishedDataOf({ data: { name, format } }: Pick<Result, 'data'>): PublishedData | null {
  const called = name.toLowerCase();
  if (called.includes('mlqa')) return 'MLQA-R';
  if (called.includes('xquad')) return 'XQuAD-R';
  if (/tydi/.test(called)) return null;
  if (called.includes('miracl')) return 'MIRACL';
  const formats: Readonly<Record<string, PublishedData>> = {
    'xquad-r': 'XQuAD-R',
    'mlqa-r': 'MLQA-R',
    miracl: 'MIRACL',
  };
  return formats[format] ?? null;
}

/** Size of the pool and queries per language, by arXiv 2408.10536, Table 10, and a count of the published files. */
const KNOWN: Readonly<
  Record<PublishedData, { languages: number; candidates: number | null; queries: string }>
> = {
  'XQuAD-R': { languages: 11, candidates: 13_014, queries: '1,190 queries a language' },
  'MLQA-R': {
    languages: 7,
    candidates: 20_534,
    queries: '500 to 1,148 queries a language, of the dev files',
  },
  MIRACL: { languages: 15, candidates: null, queries: 'the dev topics, whole Wikipedias as pools' },
};

/**
 * Published rows for the data of a result: Elmahdy, Lin and Ahmad (arXiv 2408.10536), Tables 3 to 8, 12 and 13, and the
 * baselines of LAReQA (Roy et al., arXiv 2004.05484; README of its repository). Each says what differs from the result.
 */
export function publishedEntries(result: Result): Entry[] {
  const data = publishedDataOf(result);
  if (data === null) return [];
  const differs = differences(data, result);
  return [...hybridBatchEntries(data, differs), ...lareqaEntries(data, differs)];
}

/**
 * Published rows for a study: those on its data, else the means on XQuAD-R, whose order can be compared and whose heights
 * can't.
 */
export function publishedBeside(result: Result): Entry[] {
  const own = publishedEntries(result);
  if (own.length > 0) return own;
  const elsewhere = { ...result, data: { ...result.data, name: 'XQuAD-R' } };
  return publishedEntries(elsewhere).map((entry) => ({
    ...entry,
    tags: [...entry.tags, 'XQuAD-R'],
    note: `on XQuAD-R, not on ${result.data.name}: compare the order of rows, not their heights; ${entry.note}`,
    figures: new Map([...entry.figures].filter(([key]) => key.split(' ')[1] === 'mean')),
  }));
}

/** What keeps a published figure from being held against the result as it is. */
function differences(data: PublishedData, result: Result): string {
  const known = KNOWN[data];
  const languages = Object.keys(result.data.queries).length;
  const candidates = Object.values(result.data.candidates).reduce((sum, n) => sum + n, 0);
  const queries = Object.values(result.data.queries).reduce((sum, n) => sum + n, 0);
  const pool = known.candidates === null ? '' : `${count(known.candidates)} candidates, `;
  const { targetDomains } = result.configuration;
  return [
    `here ${result.encoder.name}`,
    `published: ${known.languages} languages, ${pool}${known.queries}; ` +
      `here ${languages} languages, ${count(candidates)} candidates, ${count(queries)} queries in all`,
    ...(targetDomains.length > 0 ? [`here only the domains ${targetDomains.join(', ')}`] : []),
    ...(result.data.format === 'squad' ? ['here sentences are split by rules of Isoglot’s own'] : []),
    ...(data === 'MLQA-R' && candidates !== known.candidates
      ? ['MLQA-R is MLQA’s dev files by LAReQA’s sentence marks; these may be other files or split otherwise']
      : []),
  ].join('; ');
}

const STRATEGIES = { 'X-X': 'X-X-mono', 'X-Y': 'X-Y', Hyb: 'hybrid' } as const;
const SETTINGS = { Mo: 'monolingual', Cr: 'crosslingual', Mul: 'multilingual' } as const;
const TRAINING =
  'fine-tuned on machine-translated question answering data in nine languages, batches of 100, without el and vi';
/** Languages of the three data sets that arXiv 2408.10536 (section 3.1, Table 9) trained on. */
const TRAINED = ['en', 'ar', 'zh', 'de', 'es', 'ru', 'th', 'tr', 'hi'];

function hybridBatchEntries(data: PublishedData, differs: string): Entry[] {
  return ['XLM-R', 'LaBSE'].flatMap((encoder) => {
    const tables = hybridBatch.tables.filter(({ title }) => {
      const ofEncoder = title.includes(encoder) || title.startsWith('mean rank distance');
      return ofEncoder && title.includes(data);
    });
    return Object.entries(STRATEGIES).map(([short, strategy]) =>
      entry({
        name: `${encoder}, ${strategy}`,
        note: `arXiv 2408.10536; ${encoder} ${TRAINING}; ${differs}`,
        figures: new Map(tables.flatMap((table) => figuresIn(table, encoder, short))),
      }),
    );
  });
}

type Table = (typeof hybridBatch.tables)[number];

function figuresIn({ title, columns, rows }: Table, encoder: string, strategy: string): [string, Figure][] {
  return columns.flatMap((column, at) => {
    const [first, second] = [
      column.slice(0, column.lastIndexOf(' ')),
      column.slice(column.lastIndexOf(' ') + 1),
    ];
    const place = second === strategy ? placeOf(title, first, encoder) : null;
    if (!place) return [];
    return Object.entries(rows).map(([language, values]): [string, Figure] => {
      const name = language === 'Mean' ? 'mean' : language;
      const unseen = name !== 'mean' && !TRAINED.includes(name) ? { zeroShot: true } : {};
      return [figureKey(place.group, name, place.metric), { value: (values as number[])[at]!, ...unseen }];
    });
  });
}

/** Group and metric of a published column, e.g. of `Mo` under `recall: ..`; null: another encoder's. */
function placeOf(title: string, column: string, encoder: string): { group: string; metric: string } | null {
  if (title.startsWith('mean rank distance')) {
    return column === encoder ? { group: 'rankDistance', metric: 'ranks' } : null;
  }
  if (column === 'nDCG@10') return { group: 'monolingual', metric: 'ndcg@10' };
  if (column === 'R@100') return { group: 'monolingual', metric: 'recall@100' };
  const group = SETTINGS[column as keyof typeof SETTINGS];
  if (title.startsWith('mAP')) return { group, metric: 'map' };
  return { group, metric: column === 'Mul' ? 'recall@10' : 'recall@1' };
}

/** mAP in the pool of all languages; MLQA-R's column stood in the repository until commit 354d67d. */
const LAREQA: readonly { model: string; training: string; map: Readonly<Record<string, number>> }[] = [
  { model: 'En-En', training: 'English SQuAD', map: { 'XQuAD-R': 0.29, 'MLQA-R': 0.36 } },
  { model: 'X-X', training: 'SQuAD translated, languages mixed', map: { 'XQuAD-R': 0.23, 'MLQA-R': 0.26 } },
  {
    model: 'X-X-mono',
    training: 'SQuAD translated, one language a batch',
    map: { 'XQuAD-R': 0.52, 'MLQA-R': 0.49 },
  },
  {
    model: 'X-Y',
    training: 'SQuAD translated, any two languages a pair',
    map: { 'XQuAD-R': 0.66, 'MLQA-R': 0.49 },
  },
];

function lareqaEntries(data: PublishedData, differs: string): Entry[] {
  return LAREQA.flatMap(({ model, training, map }) => {
    const value = map[data];
    if (value === undefined) return [];
    return entry({
      name: `LAReQA mBERT, ${model}`,
      note: `LAReQA (arXiv 2004.05484), two decimals; multilingual BERT on ${training}; passages are sentence and context; ${differs}`,
      figures: new Map([[figureKey('multilingual', 'mean', 'map'), { value }]]),
    });
  });
}

const entry = (known: Pick<Entry, 'name' | 'note' | 'figures'>): Entry => ({
  ...known,
  published: true,
  comparable: false,
  tags: ['published'],
  runs: 1,
});

const count = (value: number) => value.toLocaleString('en');
