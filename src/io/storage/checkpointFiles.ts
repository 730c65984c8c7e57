/** The checkpoints of a run as files: the last two are kept, so that a damaged one costs some steps and not the run. */
import { IsoglotError, toProblem } from '../../core/errors';
import { decodeCheckpoint, encodeCheckpoint, finalWeights, type Checkpoint } from './checkpoint';

/** Where they lie: a folder, or the browser's private files. */
export interface CheckpointFiles {
  names(): Promise<Iterable<string>>;
  /** Null when there is no such file. */
  read(name: string): Promise<Uint8Array | null>;
  /** Writes whole or not at all. */
  write(name: string, bytes: Uint8Array): Promise<void>;
  remove(name: string): Promise<void>;
}

/** A checkpoint that was read, from which file, and which newer ones were damaged, in plain words. */
export interface FoundCheckpoint {
  checkpoint: Checkpoint;
  file: string;
  warnings: string[];
}

const KEPT = 2;

/** @param prefix tells the files of one run from those of others */
function nameOf(prefix: string, step: number): string {
  return `${prefix}checkpoint-${step}.safetensors`;
}

/** Step in a file's name: -1 for the one file that older versions kept; undefined for what is no checkpoint of the run. */
function stepIn(name: string, prefix: string): number | undefined {
  if (!name.startsWith(prefix)) return undefined;
  const step = /^checkpoint(?:-(\d{1,10}))?\.safetensors$/.exec(name.slice(prefix.length));
  return step ? Number(step[1] ?? -1) : undefined;
}

/** Names of a run's checkpoints, the newest first. */
export function checkpointNames(names: Iterable<string>, prefix: string): string[] {
  return [...names]
    .map((name) => ({ name, step: stepIn(name, prefix) }))
    .filter((one): one is { name: string; step: number } => one.step !== undefined)
    .sort((a, b) => b.step - a.step)
    .map(({ name }) => name);
}

/** Writes a checkpoint and drops what is no longer needed: all but the one before it. */
export async function keepCheckpoint(
  files: CheckpointFiles,
  prefix: string,
  checkpoint: Checkpoint,
): Promise<void> {
  const name = nameOf(prefix, checkpoint.optimiser.step);
  await files.write(name, encodeCheckpoint(checkpoint));
  const others = checkpointNames(await files.names(), prefix);
  // Later ones are of a past that was gone back behind.
  const place = others.indexOf(name);
  for (const other of [...others.slice(0, place), ...others.slice(place + KEPT)]) await files.remove(other);
}

/**
 * The newest checkpoint that can be read. Null where there is none.
 * @throws IsoglotError as `decodeCheckpoint`, of the newest, where all are damaged.
 */
export async function newestCheckpoint(
  files: Pick<CheckpointFiles, 'names' | 'read'>,
  prefix: string,
): Promise<FoundCheckpoint | null> {
  const warnings: string[] = [];
  let first: unknown;
  for (const file of checkpointNames(await files.names(), prefix)) {
    const bytes = await files.read(file);
    if (!bytes) continue;
    try {
      return { checkpoint: decodeCheckpoint(bytes, file), file, warnings };
    } catch (cause) {
      if (!(cause instanceof IsoglotError)) throw cause;
      first ??= cause;
      const { what } = toProblem(cause);
      warnings.push(`The checkpoint ${file} is damaged (${what}): the run goes on from the one before it.`);
    }
  }
  if (first) throw first as IsoglotError;
  return null;
}

/**
 * Leaves of a run's checkpoints the encoder alone that it has trained, in place of the newest: a third of its size.
 * Where the newest is of an earlier step than the run's last, nothing is left.
 * @returns whether an encoder is left
 * @throws IsoglotError as `decodeCheckpoint`, or where the storage is full: then the checkpoints are as they were
 */
export async function keepEncoder(files: CheckpointFiles, prefix: string, step: number): Promise<boolean> {
  const [newest, ...others] = checkpointNames(await files.names(), prefix);
  if (newest !== nameOf(prefix, step)) {
    await dropCheckpoints(files, prefix);
    return false;
  }
  const bytes = await files.read(newest);
  if (!bytes) return false;
  const { kept, ...checkpoint } = decodeCheckpoint(bytes, newest);
  const optimiser = { step, first: new Map(), second: new Map() };
  const weights = finalWeights(checkpoint);
  await files.write(newest, encodeCheckpoint({ weights, kept, optimiser, extra: new Map(), best: null }));
  for (const other of others) await files.remove(other);
  return true;
}

/** Removes all checkpoints of a run. */
export async function dropCheckpoints(
  files: Pick<CheckpointFiles, 'names' | 'remove'>,
  prefix: string,
): Promise<void> {
  for (const name of checkpointNames(await files.names(), prefix)) await files.remove(name);
}
