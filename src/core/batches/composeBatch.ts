import { createRng, type Rng } from '../rng';
import type { Batch, BatchKind, TrainingPair } from './batch';
import { branchesAt, type Branch } from './branches';
import { crossPairs } from './checkComposition';
import { drawSwitch } from './codeSwitch';
import type { Composition } from './composition';
import {
  drawPlan,
  parallelLanguages,
  type DrawPlan,
  type LanguageChoices,
  type LanguagePair,
} from './drawPlan';
import type { PairPool } from './pairPool';
import { createQuestionDrawer, type QuestionDrawer } from './questionDrawer';
import { drawFrom, normalised, pick } from './sampling';

/**
 * One random stream per decision. Because the coin and every branch have streams of their own, another alpha only
 * changes which branch a batch takes: its monolingual one is the one that `X-X-mono` has at that place. `En-En` has
 * always drawn from the monolingual one.
 */
const STREAM = {
  coin: 1,
  mono: 2,
  english: 2,
  mixed: 3,
  cross: 4,
  within: 5,
  matrix: 6,
  parallel: 7,
  switch: 8,
};

/** A pair and the question it is of, by its number in the pool. */
interface Drawn {
  question: number;
  languages: LanguagePair;
  pair: TrainingPair;
}

/**
 * Composes one batch of a run (strategies: arXiv 2408.10536, sec. 2.2; `X-X` and `En-En`: LAReQA, arXiv
 * 2004.05484; the others are Isoglot's own). Monolingual batches draw one language; mixed ones a language per pair,
 * cross-lingual ones an ordered pair of two different languages per pair, by the sampling of languages over those
 * that have questions; `matrix` an ordered pair by its weight. Languages that have no question left drop out of the
 * batch. Questions come by the sampling of data sets and domains and are distinct groups; where one has several
 * relevant passages in the drawn language, each is equally likely. `parallel` takes whole questions instead, in all
 * their languages.
 *
 * A pure function of its arguments: batch 7 alone is the same as batch 7 of a full run. `draw` is 0-based. The
 * composition must have passed `checkComposition`; one that would not may throw RangeError.
 */
export function composeBatch(pool: PairPool, composition: Composition, seed: number, draw: number): Batch {
  const branch = branchAt(composition, seed, draw);
  const plan = drawPlan(pool, composition);
  const rng = createRng(seed, draw, STREAM[branch]);
  const drawn = drawBranch(branch, { pool, composition, plan, rng, drawer: createQuestionDrawer(plan, rng) });
  if (composition.codeSwitch > 0) {
    const rng = createRng(seed, draw, STREAM.switch);
    for (const one of drawn) {
      const switched = drawSwitch(pool, one.question, one.languages[0], composition.codeSwitch, rng);
      if (switched) one.pair.switch = switched;
    }
  }
  const pairs = drawn.map(({ pair }) => pair);
  return { draw, kind: kindOf(pairs), pairs };
}

/** The batches of a step (0-based), which is an update by the mean of their gradients. */
export function batchesOf(pool: PairPool, composition: Composition, seed: number, step: number): Batch[] {
  const { accumulate } = composition;
  return Array.from({ length: accumulate }, (_, part) =>
    composeBatch(pool, composition, seed, step * accumulate + part),
  );
}

/** Which branch a batch takes. */
export function branchAt(composition: Composition, seed: number, draw: number): Branch {
  const chances = branchesAt(composition, draw);
  if (chances.length === 1) return chances[0]!.branch;
  const coin = createRng(seed, draw, STREAM.coin).float();
  const probabilities = chances.map(({ probability }) => probability);
  return chances[pick(probabilities, coin)]!.branch;
}

function kindOf(pairs: readonly TrainingPair[]): BatchKind {
  const cross = pairs.filter((pair) => pair.queryLanguage !== pair.passageLanguage).length;
  if (cross === 0) return 'mono';
  return cross === pairs.length ? 'cross' : 'mixed';
}

interface Drawing {
  pool: PairPool;
  composition: Composition;
  plan: DrawPlan;
  rng: Rng;
  drawer: QuestionDrawer;
}

function drawBranch(branch: Branch, drawing: Drawing): Drawn[] {
  const { composition, plan, rng } = drawing;
  const { batchSize } = composition;
  switch (branch) {
    case 'mono': {
      const { pairs, probabilities } = plan.choices('mono');
      return oneLanguage(pairs[drawFrom(probabilities, rng)]!, drawing);
    }
    case 'english':
      return oneLanguage(plan.choices('english').pairs[0]!, drawing);
    case 'mixed':
    case 'cross':
    case 'matrix': {
      const next = fromChoices(plan.choices(branch), drawing);
      return Array.from({ length: batchSize }, next);
    }
    case 'within': {
      const cross = new Set(rng.sample(batchSize, crossPairs(composition)));
      const [nextCross, nextSame] = (['cross', 'mixed'] as const).map((sort) =>
        fromChoices(plan.choices(sort), drawing),
      );
      return Array.from({ length: batchSize }, (_, place) => (cross.has(place) ? nextCross! : nextSame!)());
    }
    case 'parallel':
      return wholeQuestions(drawing);
  }
}

function oneLanguage(languages: LanguagePair, drawing: Drawing): Drawn[] {
  const { composition, plan, rng, drawer } = drawing;
  const strata = plan.strata(languages);
  const plain = strata.length === 1 && !plan.clusters;
  const places = plain ? rng.sample(strata[0]!.questions.length, composition.batchSize) : [];
  return Array.from({ length: composition.batchSize }, (_, i) =>
    pairOf(plain ? strata[0]!.questions[places[i]!] : drawer.next(strata), languages, drawing),
  );
}

/** Draws pairs, languages first; languages with fewer questions than the batch has pairs may run out and drop out. */
function fromChoices({ pairs, probabilities }: LanguageChoices, drawing: Drawing): () => Drawn {
  let left = [...pairs.keys()];
  return () => {
    for (;;) {
      const at = drawFrom(normalised(left.map((choice) => probabilities[choice]!)), drawing.rng);
      const languages = pairs[left[at]!]!;
      const question = drawing.drawer.next(drawing.plan.strata(languages));
      if (question !== undefined) return pairOf(question, languages, drawing);
      left = left.toSpliced(at, 1);
    }
  };
}

/**
 * Questions in all their languages: with a shift drawn per question, language i asks and language i + shift answers, so
 * that each stands once on either side and never with itself. The last question is cut to the size of the batch.
 */
function wholeQuestions(drawing: Drawing): Drawn[] {
  const { pool, composition, plan, rng, drawer } = drawing;
  const drawn: Drawn[] = [];
  while (drawn.length < composition.batchSize) {
    const question = drawer.next(plan.parallelStrata());
    if (question === undefined) throw new RangeError('there are fewer parallel questions than a batch needs');
    const languages = parallelLanguages(pool, question);
    const shift = 1 + rng.int(languages.length - 1);
    const order = rng.sample(languages.length, languages.length);
    for (const i of order.slice(0, composition.batchSize - drawn.length)) {
      const pair = [languages[i]!, languages[(i + shift) % languages.length]!] as const;
      drawn.push(pairOf(question, pair, drawing));
    }
  }
  return drawn;
}

function pairOf(question: number | undefined, languages: LanguagePair, { pool, rng }: Drawing): Drawn {
  if (question === undefined) throw new RangeError('there are fewer questions than a batch needs');
  const [x, y] = languages;
  const { query, passages } = pool.questions[question]!.versions[x]!;
  const relevant = passages[y]!;
  const pair = {
    query,
    passage: relevant[rng.int(relevant.length)]!,
    queryLanguage: pool.languages[x]!,
    passageLanguage: pool.languages[y]!,
  };
  return { question, languages, pair };
}
