/** A training run's weights and optimiser state as one safetensors file. */
import { z } from 'zod';
import type { BestSoFar } from '../../core/bestSoFar';
import type { OptimiserState, Weights } from '../../core/encoderDefinition';
import { IsoglotError } from '../../core/errors';
import { requireFinite } from '../finite';
import { readSafetensorsFile, writeSafetensors } from '../safetensors';

const FORMAT = 'isoglot/checkpoint@1';
const MAX_STEP = 2 ** 31;

/** What must be kept to go on exactly: batches follow from configuration, seed and step. */
export interface Checkpoint {
  weights: Weights;
  optimiser: OptimiserState;
  /** Pieces whose rows of the word embedding are there, ascending, where the vocabulary was trimmed; else null. */
  kept: Int32Array | null;
  /** What is learned or remembered beside the encoder, by names `who.what`; mostly empty. */
  extra: Weights;
  /** The best encoder until then, if the run looks for one; its weights are null where they are `weights`. */
  best: (BestSoFar & { weights: Weights | null }) | null;
}

/** Weights that a run has come to: those of its best encoder, if it looked for one, else its last. */
export function finalWeights({ weights, best }: Pick<Checkpoint, 'weights' | 'best'>): Weights {
  return best?.weights ?? weights;
}

/** The pieces kept are a tensor of their own: float32 holds every id of the largest vocabulary exactly. */
const KEPT = 'vocabulary/kept';

/**
 * Tensors are named `weights/...`, `first/...`, `second/...`, `extra/...` and `best/...`; the numbers are in the metadata.
 */
export function encodeCheckpoint({ weights, optimiser, kept, extra, best }: Checkpoint): Uint8Array {
  const all: Weights = new Map([
    ...prefixed('weights/', weights),
    ...prefixed('first/', optimiser.first),
    ...prefixed('second/', optimiser.second),
    ...prefixed('extra/', extra),
    ...(best?.weights ? prefixed('best/', best.weights) : []),
  ]);
  if (kept) all.set(KEPT, { shape: [kept.length], data: Float32Array.from(kept) });
  const { weights: _, ...figure } = best ?? {};
  return writeSafetensors(all, {
    format: FORMAT,
    step: String(optimiser.step),
    // JSON gives every double back as it was.
    ...(best ? { best: JSON.stringify(figure) } : {}),
  });
}

/**
 * @param file Name of the file, for messages.
 * @throws IsoglotError `bad-file` when the bytes are damaged or hold numbers that are not finite, and `bad-format` when they are something else.
 */
export function decodeCheckpoint(bytes: Uint8Array, file: string): Checkpoint {
  const { weights: all, metadata } = readSafetensorsFile(bytes, file);
  const step = /^\d{1,10}$/.test(metadata.step ?? '') ? Number(metadata.step) : NaN;
  const best = readBest(metadata.best);
  if (metadata.format !== FORMAT || !(step <= MAX_STEP) || best === undefined) {
    throw new IsoglotError({
      code: 'bad-format',
      what: 'this is not a checkpoint of Isoglot.',
      where: file,
      remedy: 'Give the file that a run of this version has written.',
    });
  }
  requireFinite(all, file);
  const bestWeights = withoutPrefix('best/', all);
  return {
    weights: withoutPrefix('weights/', all),
    optimiser: { step, first: withoutPrefix('first/', all), second: withoutPrefix('second/', all) },
    kept: all.has(KEPT) ? Int32Array.from(all.get(KEPT)!.data) : null,
    extra: withoutPrefix('extra/', all),
    best: best && { ...best, weights: bestWeights.size > 0 ? bestWeights : null },
  };
}

const bestSoFar = z.strictObject({
  step: z.int().min(0).max(MAX_STEP),
  value: z.number(),
  since: z.int().min(0).max(MAX_STEP),
});

/** Null where there is none, undefined where it cannot be read. */
function readBest(text: string | undefined): BestSoFar | null | undefined {
  if (text === undefined) return null;
  try {
    return bestSoFar.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function prefixed(prefix: string, tensors: Weights): Weights {
  return new Map([...tensors].map(([name, tensor]) => [prefix + name, tensor]));
}

function withoutPrefix(prefix: string, all: Weights): Weights {
  const own = [...all].filter(([name]) => name.startsWith(prefix));
  return new Map(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}
