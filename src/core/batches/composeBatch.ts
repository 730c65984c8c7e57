import type { Batch, BatchKind, Strategy, TrainingPair } from './batch';
import { IsoglotError } from '../errors';
import type { PairPool } from './pairPool';
import { createRng, type Rng } from '../rng';

/** What decides how batches are composed. */
export interface Composition {
  strategy: Strategy;
  /** Probability of a monolingual batch under `hybrid`, in [0, 1]; other strategies don't look at it. */
  alpha: number;
  /** Pairs in a batch. */
  batchSize: number;
}

/**
 * One random stream per decision. Because the coin and either branch have streams of their own, another alpha only
 * changes which branch a step takes: its monolingual batch is the one that `X-X-mono` has at that step.
 */
const STREAM = { coin: 1, mono: 2, mixed: 3, cross: 4 } as const;

/** The batches there are: in one drawn language, of same-language pairs, of different-language pairs, in English. */
type Branch = 'mono' | 'mixed' | 'cross' | 'english';

/** Numbers of query and passage language. */
type LanguagePair = readonly [number, number];

/** Which branches a composition can take. */
function branchesOf({ strategy, alpha }: Pick<Composition, 'strategy' | 'alpha'>): Branch[] {
  switch (strategy) {
    case 'X-X-mono':
      return ['mono'];
    case 'X-X':
      return ['mixed'];
    case 'X-Y':
      return ['cross'];
    case 'En-En':
      return ['english'];
    case 'hybrid':
      return [...(alpha > 0 ? (['mono'] as const) : []), ...(alpha < 1 ? (['cross'] as const) : [])];
  }
}

/**
 * Checks that every batch of a composition can be drawn from a pool.
 *
 * @throws IsoglotError `bad-configuration` if pairs of different languages are wanted of one language, `En-En` lacks
 * English, or a batch is larger than the number of questions it is drawn from.
 */
export function checkComposition(pool: PairPool, composition: Composition): void {
  for (const branch of branchesOf(composition)) checkBranch(pool, branch, composition);
}

function checkBranch(pool: PairPool, branch: Branch, { strategy, batchSize }: Composition): void {
  switch (branch) {
    case 'mono':
      for (const [number, language] of pool.languages.entries()) {
        checkSize(pool.usable(number, number).length, batchSize, `in the language "${language}"`);
      }
      return;
    case 'english': {
      const english = pool.languages.indexOf('en');
      if (english < 0) {
        throw new IsoglotError({
          code: 'bad-configuration',
          what: 'En-En trains on English alone, but "en" is not among the training languages.',
          remedy: 'Add "en" to the training languages or choose another strategy.',
        });
      }
      return checkSize(pool.usable(english, english).length, batchSize, 'in the language "en"');
    }
    case 'mixed':
    case 'cross':
      if (branch === 'cross' && pool.languages.length < 2) {
        throw new IsoglotError({
          code: 'bad-configuration',
          what: `${strategy} pairs queries with passages in another language, but "${pool.languages.join()}" is the only training language.`,
          remedy:
            strategy === 'hybrid'
              ? 'Add a training language or set alpha to 1.'
              : 'Add a training language or choose X-X-mono.',
        });
      }
      return checkSize(
        countQuestions(pool, languagePairs(pool, branch)),
        batchSize,
        branch === 'cross' ? 'with a passage in another language' : 'with a passage in the same language',
      );
  }
}

function checkSize(questions: number, batchSize: number, which: string): void {
  if (batchSize <= questions) return;
  throw new IsoglotError({
    code: 'bad-configuration',
    what: `A batch of ${batchSize} pairs needs ${batchSize} different questions, but there are ${questions} ${which}.`,
    remedy:
      questions > 1
        ? `Set the batch size to ${questions} or less, or choose more domains.`
        : 'Choose more domains or other training languages.',
  });
}

function countQuestions(pool: PairPool, choices: LanguagePair[]): number {
  return new Set(choices.flatMap(([x, y]) => [...pool.usable(x, y)])).size;
}

/**
 * Composes the batch of one step (strategies: arXiv 2408.10536, sec. 2.2; `X-X` and `En-En`: LAReQA, arXiv
 * 2004.05484). Monolingual batches draw one language uniformly; mixed ones a language per pair, cross-lingual ones an
 * ordered pair of two different languages per pair, both uniformly over those that have questions. The questions of a
 * batch are distinct groups, drawn without replacement among those that the drawn languages have; where a question
 * has several relevant passages in the drawn language, each is equally likely.
 *
 * A pure function of its arguments: step 7 alone is the same as step 7 of a full run. `step` is 0-based. The
 * composition must have passed `checkComposition`; one that would not may throw RangeError.
 */
export function composeBatch(pool: PairPool, composition: Composition, seed: number, step: number): Batch {
  const branch = drawBranch(composition, seed, step);
  const kind: BatchKind = branch === 'cross' ? 'cross' : 'mono';
  return { step, kind, pairs: drawPairs(pool, branch, composition.batchSize, seed, step) };
}

/** How many pairs a batch has by `query language-passage language`, e.g. `{"en-de": 3}`. */
export function countPairs(batch: Batch): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { queryLanguage, passageLanguage } of batch.pairs) {
    const key = `${queryLanguage}-${passageLanguage}`;
    counts[key] = (counts[key] ?? 0) + 1;
  }
  return counts;
}

/** The language pairs from which a branch draws: those that at least one question has. */
function languagePairs(pool: PairPool, branch: 'mixed' | 'cross'): LanguagePair[] {
  const numbers = [...pool.languages.keys()];
  return numbers
    .flatMap((x) => numbers.map((y) => [x, y] as const))
    .filter(([x, y]) => (x === y) === (branch === 'mixed') && pool.usable(x, y).length > 0);
}

function drawBranch(composition: Composition, seed: number, step: number): Branch {
  const branches = branchesOf(composition);
  if (branches.length === 1) return branches[0]!;
  return createRng(seed, step, STREAM.coin).float() < composition.alpha ? 'mono' : 'cross';
}

function drawPairs(pool: PairPool, branch: Branch, size: number, seed: number, step: number): TrainingPair[] {
  switch (branch) {
    case 'mono': {
      const rng = createRng(seed, step, STREAM.mono);
      return oneLanguage(pool, rng.int(pool.languages.length), size, rng);
    }
    case 'english':
      return oneLanguage(pool, pool.languages.indexOf('en'), size, createRng(seed, step, STREAM.mono));
    case 'mixed':
    case 'cross':
      return manyLanguages(pool, languagePairs(pool, branch), size, createRng(seed, step, STREAM[branch]));
  }
}

function oneLanguage(pool: PairPool, language: number, size: number, rng: Rng): TrainingPair[] {
  const questions = pool.usable(language, language);
  return rng
    .sample(questions.length, size)
    .map((number) => pairOf(pool, questions[number]!, [language, language], rng));
}

function manyLanguages(pool: PairPool, choices: LanguagePair[], size: number, rng: Rng): TrainingPair[] {
  const used = new Set<number>();
  const pairs: TrainingPair[] = [];
  const left = [...choices];
  while (pairs.length < size) {
    const choice = rng.int(left.length);
    const languages = left[choice]!;
    const question = drawUnused(pool.usable(...languages), used, rng);
    if (question === undefined) {
      // Languages with fewer questions than the batch has pairs may run out.
      left.splice(choice, 1);
      continue;
    }
    used.add(question);
    pairs.push(pairOf(pool, question, languages, rng));
  }
  return pairs;
}

function drawUnused(questions: Int32Array, used: Set<number>, rng: Rng): number | undefined {
  const left = questions.length > used.size ? questions : questions.filter((number) => !used.has(number));
  if (left.length === 0) return undefined;
  for (;;) {
    const drawn = left[rng.int(left.length)]!;
    if (!used.has(drawn)) return drawn;
  }
}

function pairOf(pool: PairPool, question: number, [x, y]: LanguagePair, rng: Rng): TrainingPair {
  const { query, passages } = pool.questions[question]!.versions[x]!;
  const relevant = passages[y]!;
  return {
    query,
    passage: relevant[rng.int(relevant.length)]!,
    queryLanguage: pool.languages[x]!,
    passageLanguage: pool.languages[y]!,
  };
}
