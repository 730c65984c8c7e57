import type { Batch } from '../core/batches/batch';
import { chooseHardNegatives } from '../core/batches/hardNegatives';
import type { PairPool } from '../core/batches/pairPool';
import type { Corpus } from '../core/corpus';
import type { Weights } from '../core/encoderDefinition';
import { IsoglotError } from '../core/errors';
import type { RankRequest } from '../core/rankTable';
import { createRng } from '../core/rng';
import { selectTexts } from '../core/selectTexts';
import { rankAll } from '../engine/rank';
import type { Configuration, ProgressEvent } from '../protocol';
import { encodeBoth } from './encoding';
import {
  hardNegativeCandidates,
  planHardNegatives,
  type HardNegativePlan,
  type Search,
} from './hardNegativePlan';
import type { DataMaterial } from './materials';
import { counted, progressOf } from './progress';
import type { Stage } from './stage';

/** The hard negatives of a run. */
export interface HardNegatives {
  /** Corpus indices of all passages that can be drawn. */
  touches: ReadonlySet<number>;
  /** Looks for them with the encoder as it is, if that is due. @param step updates made so far */
  refresh(step: number): AsyncGenerator<ProgressEvent, void>;
  /**
   * Corpus passage indices for a batch, those of each pair behind those of the one before: `hardNegatives` of a pair, fewer
   * where the margin has left fewer.
   */
  draw(batch: Batch): number[];
  /** What was found, for checkpoints. */
  state(): Weights;
  /** @throws IsoglotError `bad-file` if what was found is not of these pairs. */
  restore(state: Weights): void;
}

/** Keeps what is drawn here apart from the batches of the same seed. */
const STREAM = 23;
const TABLE = 'hard-negatives.table';
/** Stands in the table where the window has no passage left. */
const NONE = -1;
const WORK = { task: 'negatives', label: 'Encoding, to look for hard negatives' };

/**
 * Hard negatives as ANCE (Xiong et al. 2021, arXiv 2007.00808) mines them: what the encoder in training ranks high and is
 * not relevant, over the passages trained on, looked for before the first step and every `hardNegativeEvery` steps.
 * @throws IsoglotError see `planHardNegatives`
 */
export function createHardNegatives(
  stage: Stage,
  pool: PairPool,
  configuration: Configuration,
): HardNegatives {
  const plan = planHardNegatives(stage.data, pool, configuration);
  if (!plan) {
    return {
      touches: new Set(),
      refresh: async function* () {},
      draw: () => [],
      state: () => new Map(),
      restore: () => undefined,
    };
  }
  const { hardNegatives: count, hardNegativeEvery: every, hardNegativeRanks, seed } = configuration;
  const width = hardNegativeRanks[1] - hardNegativeRanks[0] + 1;
  const keyOf = (query: number, passage: number) => query * stage.data.corpus.passages.length + passage;
  const placeOf = new Map(plan.pairs.map(({ query, passage }, place) => [keyOf(query, passage), place]));
  let table: Int32Array | null = null;
  return {
    touches: new Set(plan.candidates),
    refresh: async function* (step) {
      if (!table || (every > 0 && step % every === 0))
        table = yield* mined(stage, plan, width, configuration);
    },
    draw: ({ draw, pairs }) => {
      const rng = createRng(seed, draw, STREAM);
      return pairs.flatMap(({ query, passage }) => {
        const start = placeOf.get(keyOf(query, passage))! * width;
        const own = table!.subarray(start, start + width).filter((found) => found !== NONE);
        return rng.sample(own.length, Math.min(count, own.length)).map((place) => own[place]!);
      });
    },
    state: (): Weights =>
      new Map(table ? [[TABLE, { shape: [plan.pairs.length, width], data: Float32Array.from(table) }]] : []),
    restore: (state) => {
      const kept = state.get(TABLE);
      if (!kept) return;
      const allowed = new Set([NONE, ...plan.candidates]);
      if (kept.data.length !== plan.pairs.length * width || !kept.data.every((index) => allowed.has(index))) {
        throw new IsoglotError({
          code: 'bad-file',
          what: 'The hard negatives of the checkpoint are not of this data and configuration.',
          where: TABLE,
          remedy: 'Go on with the data and the configuration that the run began with, or start it anew.',
        });
      }
      table = Int32Array.from(kept.data);
    },
  };
}

/**
 * The same without an encoder, to see how large the steps of a run are: any passages that can be candidates, as many as the
 * run draws.
 */
export function draftHardNegatives(
  data: DataMaterial,
  pool: PairPool,
  configuration: Configuration,
): Pick<HardNegatives, 'draw'> {
  const { hardNegatives: count, seed } = configuration;
  const candidates = count > 0 ? hardNegativeCandidates(data, pool, configuration) : [];
  if (candidates.length === 0) return { draw: () => [] };
  return {
    draw: ({ draw, pairs }) => {
      const rng = createRng(seed, draw, STREAM);
      return Array.from({ length: pairs.length * count }, () => candidates[rng.int(candidates.length)]!);
    },
  };
}

/** One row of `width` places for each pair. */
async function* mined(
  stage: Stage,
  { candidates, pairs, relevant, searches }: HardNegativePlan,
  width: number,
  configuration: Configuration,
): AsyncGenerator<ProgressEvent, Int32Array> {
  const queries = [...new Set(pairs.map(({ query }) => query))];
  const passages = [...new Set([...candidates, ...pairs.map(({ passage }) => passage)])];
  const [queryTexts, passageTexts] = [
    selectTexts(stage.queries, queries),
    selectTexts(stage.passages, passages),
  ];
  const vectors = yield* encodeBoth(stage, queryTexts, passageTexts, undefined, WORK);
  const { dimensions } = stage.encoder.definition;
  const queryOf = rowsOf(queries, vectors.queries, dimensions);
  const passageOf = rowsOf(passages, vectors.passages, dimensions);

  const table = new Int32Array(pairs.length * width).fill(NONE);
  const progress = progressOf('negatives', 'Looking for hard negatives', 'queries');
  const asked = searches.map((search) => [...new Set(search.pairs.map((number) => pairs[number]!.query))]);
  const total = asked.reduce((sum, { length }) => sum + length, 0);
  let done = 0;
  for (const [i, search] of searches.entries()) {
    const own = asked[i]!;
    const most = search.pairs.reduce((size, number) => Math.max(size, relevant[number]!.size), 0);
    const topK = Math.min(search.candidates.length, configuration.hardNegativeRanks[1] + most);
    const request = headsOf(stage.data.corpus, own, search, topK);
    const [asking, offered] = [gathered(own, queryOf), gathered(search.candidates, passageOf)];
    const ranked = yield* counted(rankAll(asking, offered, dimensions, request), progress, done, total);
    done += own.length;
    const rows = new Map(own.map((query, row) => [query, row]));
    for (const number of search.pairs) {
      const { query, passage } = pairs[number]!;
      const start = rows.get(query)! * topK;
      const head = Array.from(ranked.top.subarray(start, start + topK), (candidate, rank) => {
        return [search.candidates[candidate]!, ranked.topScores[start + rank]!] as const;
      });
      const positive = dot(queryOf(query), passageOf(passage));
      table.set(chooseHardNegatives(head, relevant[number]!, positive, configuration), number * width);
    }
  }
  return table;
}

/** A ranking of which the heads alone are read. Rank code wants a relevant candidate in each row: the first one stands in. */
function headsOf(
  { languages, passages, queries }: Corpus,
  asked: readonly number[],
  { candidates }: Search,
  topK: number,
): RankRequest {
  const numbers = new Map(languages.map((language, number) => [language, number]));
  return {
    languages,
    candidateLanguage: candidates.map((index) => numbers.get(passages[index]!.language)!),
    candidatePassage: candidates,
    queries: Int32Array.from(asked),
    queryLanguage: Int32Array.from(asked, (index) => numbers.get(queries[index]!.language)!),
    offsets: Int32Array.from({ length: asked.length + 1 }, (_, row) => row),
    relevant: new Int32Array(asked.length),
    topK,
  };
}

/** The vector of each text, by its corpus index. */
function rowsOf(
  indices: readonly number[],
  values: Float32Array,
  dimensions: number,
): (index: number) => Float32Array {
  const places = new Map(indices.map((index, place) => [index, place]));
  return (index) => {
    const start = places.get(index)! * dimensions;
    return values.subarray(start, start + dimensions);
  };
}

function gathered(indices: ArrayLike<number>, vectorOf: (index: number) => Float32Array): Float32Array {
  const rows = Array.from(indices, vectorOf);
  const dimensions = rows[0]?.length ?? 0;
  const all = new Float32Array(rows.length * dimensions);
  for (const [row, vector] of rows.entries()) all.set(vector, row * dimensions);
  return all;
}

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i]!, 0);
}
