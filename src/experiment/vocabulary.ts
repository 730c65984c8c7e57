import type { EncoderDefinition, Weights } from '../core/encoderDefinition';
import { IsoglotError } from '../core/errors';
import { keepRows, putRowsBack } from '../core/vocabulary';
import { checkWeights, storedName, WORD_TABLE } from '../engine/parameters';

/** An encoder whose word embedding has the rows `kept` alone. */
export function trimmed(
  definition: EncoderDefinition,
  weights: Weights,
  kept: Int32Array,
): { definition: EncoderDefinition; weights: Weights } {
  const name = tableName(definition, weights);
  return {
    definition: { ...definition, vocabulary: kept.length },
    weights: new Map(weights).set(name, keepRows(weights.get(name)!, kept)),
  };
}

/**
 * The weights of a trimmed encoder with all rows of the word embedding: those it had as they are now, others as in
 * `whole`.
 */
export function untrimmed(
  weights: Weights,
  definition: EncoderDefinition,
  whole: Weights,
  kept: Int32Array,
): Weights {
  const name = tableName(definition, whole);
  return new Map(weights).set(name, putRowsBack(whole.get(name)!, weights.get(name)!, kept));
}

/**
 * Refuses a checkpoint whose rows are of other pieces than those that the run keeps now.
 * @throws IsoglotError `bad-file`
 */
export function requireSamePieces(kept: Int32Array | null, ofCheckpoint: Int32Array | null): void {
  const same =
    kept?.length === ofCheckpoint?.length && (kept?.every((id, row) => id === ofCheckpoint![row]) ?? true);
  if (same) return;
  const words = (pieces: Int32Array | null) => (pieces ? `${pieces.length} pieces` : 'the full vocabulary');
  throw new IsoglotError({
    code: 'bad-file',
    what: `The checkpoint was made with ${words(ofCheckpoint)}, the run would go on with ${words(kept)}.`,
    where: 'checkpoint, configuration: vocabulary',
    remedy: 'Go on with the data, the encoder and the configuration that the run began with.',
  });
}

function tableName(definition: EncoderDefinition, weights: Weights): string {
  return storedName(checkWeights(definition, weights).prefix, WORD_TABLE);
}
