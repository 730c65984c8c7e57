import type { EncoderDefinition } from '../core/encoderDefinition';
import { IsoglotError } from '../core/errors';
import type { Trainable } from '../engine/trainable';
import type { Configuration } from '../protocol';

/** The fields of a configuration that say what is trained. */
export type TrainedChoice = Pick<
  Configuration,
  'embeddings' | 'frozenLayers' | 'loraRank' | 'loraAlpha' | 'loraTargets' | 'seed'
>;

/** What a configuration trains. */
export function trainableOf({
  embeddings,
  frozenLayers,
  loraRank,
  loraAlpha,
  loraTargets,
  seed,
}: TrainedChoice): Trainable {
  const lora = { rank: loraRank, alpha: loraAlpha, targets: [...new Set(loraTargets)], seed };
  return { embeddings, frozenLayers, lora: loraRank > 0 ? lora : null };
}

/**
 * Refuses a configuration that leaves nothing to train.
 * @throws IsoglotError `bad-configuration`
 */
export function checkTrained({ name, layers, dense }: EncoderDefinition, configuration: TrainedChoice): void {
  const { embeddings, frozenLayers, loraRank } = configuration;
  if (frozenLayers < layers) return;
  if (loraRank === 0 && (embeddings === 'trained' || dense.length > 0)) return;
  throw new IsoglotError({
    code: 'bad-configuration',
    what: `Nothing is left to train: ${frozenLayers} layers are frozen, and ${name} has ${layers}.`,
    where: 'frozenLayers',
    remedy: `Freeze ${layers - 1} layers or fewer.`,
  });
}
