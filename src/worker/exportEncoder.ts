import { IsoglotError } from '../core/errors';
import { wholeWeights } from '../experiment/stage';
import { trainedEncoder } from '../io/export/trainedEncoder';
import { zipOf } from '../io/export/zip';
import { decodeCheckpoint, finalWeights } from '../io/storage/checkpoint';
import { checkpointNames, type CheckpointFiles } from '../io/storage/checkpointFiles';
import { runPrefix } from '../io/storage/weightStore';
import type { Result } from '../protocol';
import { loaded, type Session } from './session';

/** Folder of the encoder inside the archive. */
const FOLDER = 'isoglot-encoder';

/**
 * The encoder that a run has trained as an archive: from its checkpoint, and the open encoder that it was made from.
 * @throws IsoglotError in plain words when another encoder is open, or there is no checkpoint.
 */
export async function exportEncoder(
  session: Session,
  runId: string,
  result: Result,
  store: Pick<CheckpointFiles, 'names' | 'read'>,
): Promise<Blob> {
  const { encoder } = loaded(session);
  if (encoder.summary.sha256 !== result.encoder.sha256) {
    throw new IsoglotError({
      code: 'bad-configuration',
      what: `The run trained ${result.encoder.name}, but ${encoder.summary.name} is open.`,
      remedy: `Open ${result.encoder.name}: the files beside the weights come from it.`,
    });
  }
  // The newest alone: an earlier one would be another encoder than the one whose scores stand in the result.
  const [newest] = checkpointNames(await store.names(), runPrefix(runId));
  const bytes = newest === undefined ? null : await store.read(newest);
  if (!bytes) {
    throw new IsoglotError({
      code: 'storage',
      what: 'The weights of this run are not kept in this browser.',
      remedy: 'Train it again; a run in a private window is kept until the page is closed.',
    });
  }
  const checkpoint = decodeCheckpoint(bytes, newest!);
  const final = { weights: finalWeights(checkpoint), kept: checkpoint.kept };
  const weights = wholeWeights(encoder, result.configuration, final);
  const files = trainedEncoder(encoder.files, weights, result);
  return zipOf(files.map((file) => ({ ...file, path: `${FOLDER}/${file.path}` })));
}
