import type { EncoderDefinition, Weights } from '../core/encoderDefinition';
import { IsoglotError } from '../core/errors';
import { checkWeights, storedName } from '../engine/parameters';
import { trainedShapes } from '../engine/trainable';
import { trainableOf } from '../experiment/trained';
import type { Checkpoint } from '../io/storage/checkpoint';
import type { Configuration } from '../protocol';

/**
 * Refuses a checkpoint that the run cannot go on from, before anything of the run is touched.
 * @param file Name of the checkpoint's file, for messages.
 * @throws IsoglotError `bad-file` naming the tensor that is missing or has another shape; `bad-configuration` when the
 *   run has fewer steps than were made.
 */
export function requireFit(
  { weights, optimiser, kept }: Checkpoint,
  definition: EncoderDefinition,
  configuration: Configuration,
  file: string,
): void {
  const { steps } = configuration;
  if (optimiser.step > steps) {
    throw new IsoglotError({
      code: 'bad-configuration',
      what: `${optimiser.step} steps have been made, more than the ${steps} of the configuration.`,
      where: file,
      remedy: 'Set "steps" in its configuration.json to that number or more.',
    });
  }
  const held = { ...definition, vocabulary: kept?.length ?? definition.vocabulary };
  let prefix: string;
  try {
    ({ prefix } = checkWeights(held, weights));
  } catch (cause) {
    if (!(cause instanceof IsoglotError)) throw cause;
    throw new IsoglotError({ code: 'bad-file', what: cause.what, where: file, remedy: REMEDY }, { cause });
  }
  for (const [name, expected] of trainedShapes(held, trainableOf(configuration))) {
    const shape = expected.join();
    if (name.includes('.lora_') && shapeOf(weights, storedName(prefix, name)) !== shape)
      throw unfit(`The adapter ${name} is missing or has another shape.`, file);
    for (const kind of ['first', 'second'] as const) {
      if (shapeOf(optimiser[kind], name) === shape) continue;
      throw unfit(`The ${kind} moment of the tensor ${name} is missing or has another shape.`, file);
    }
  }
}

function unfit(what: string, file: string): IsoglotError {
  return new IsoglotError({ code: 'bad-file', what, where: file, remedy: REMEDY });
}

const REMEDY = 'Go on with the encoder that the run began with, or start anew with --config.';

function shapeOf(tensors: Weights, name: string): string | undefined {
  return tensors.get(name)?.shape.join();
}
