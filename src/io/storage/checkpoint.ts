/** A training run's weights and optimiser state as one safetensors file. */
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
}

/** The pieces kept are a tensor of their own: float32 holds every id of the largest vocabulary exactly. */
const KEPT = 'vocabulary/kept';

/** Name under which the checkpoint of a run is stored. */
export function checkpointKey(runId: string): string {
  return `${runId}.checkpoint.safetensors`;
}

/** Tensors are named `weights/...`, `first/...` and `second/...`; the number of updates is in the metadata. */
export function encodeCheckpoint({ weights, optimiser, kept }: Checkpoint): Uint8Array {
  const all: Weights = new Map([
    ...prefixed('weights/', weights),
    ...prefixed('first/', optimiser.first),
    ...prefixed('second/', optimiser.second),
  ]);
  if (kept) all.set(KEPT, { shape: [kept.length], data: Float32Array.from(kept) });
  return writeSafetensors(all, { format: FORMAT, step: String(optimiser.step) });
}

/**
 * @param file Name of the file, for messages.
 * @throws IsoglotError `bad-file` when the bytes are damaged or hold numbers that are not finite, and `bad-format` when they are something else.
 */
export function decodeCheckpoint(bytes: Uint8Array, file: string): Checkpoint {
  const { weights: all, metadata } = readSafetensorsFile(bytes, file);
  const step = /^\d{1,10}$/.test(metadata.step ?? '') ? Number(metadata.step) : NaN;
  if (metadata.format !== FORMAT || !(step <= MAX_STEP)) {
    throw new IsoglotError({
      code: 'bad-format',
      what: 'this is not a checkpoint of Isoglot.',
      where: file,
      remedy: 'Give the file that a run of this version has written.',
    });
  }
  requireFinite(all, file);
  return {
    weights: withoutPrefix('weights/', all),
    optimiser: { step, first: withoutPrefix('first/', all), second: withoutPrefix('second/', all) },
    kept: all.has(KEPT) ? Int32Array.from(all.get(KEPT)!.data) : null,
  };
}

function prefixed(prefix: string, tensors: Weights): Weights {
  return new Map([...tensors].map(([name, tensor]) => [prefix + name, tensor]));
}

function withoutPrefix(prefix: string, all: Weights): Weights {
  const own = [...all].filter(([name]) => name.startsWith(prefix));
  return new Map(own.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}
