import { IsoglotError } from '../core/errors';
import type { Configuration } from '../protocol';

/**
 * Domains a run trains on: the source domains, or all that are not held out.
 * @throws IsoglotError 'bad-configuration' if a domain is both trained on and held out, or none is left to train on.
 */
export function trainingDomains(
  all: readonly string[],
  { sourceDomains, targetDomains }: Pick<Configuration, 'sourceDomains' | 'targetDomains'>,
): string[] {
  const both = sourceDomains.filter((domain) => targetDomains.includes(domain));
  if (both.length > 0) {
    throw new IsoglotError({
      code: 'bad-configuration',
      what: `${both.join(', ')} would be both trained on and held out.`,
      where: 'sourceDomains, targetDomains',
      remedy: 'Take the domain out of one of the two.',
    });
  }
  const trained =
    sourceDomains.length > 0 ? [...sourceDomains] : all.filter((domain) => !targetDomains.includes(domain));
  if (trained.length > 0) return trained;
  throw new IsoglotError({
    code: 'bad-configuration',
    what: 'Every domain is held out, so there is none to train on.',
    where: 'targetDomains',
    remedy: 'Hold fewer domains out.',
  });
}

/** Plain words for everything in a configuration that makes its figures mean less than they seem to. */
export function scopeWarnings(all: readonly string[], configuration: Configuration): string[] {
  const trained = trainingDomains(all, configuration);
  const evaluated = configuration.targetDomains.length > 0 ? configuration.targetDomains : all;
  const shared = evaluated.filter((domain) => trained.includes(domain));
  if (shared.length === 0) return [];
  return [`Not zero-shot: evaluated on domains that were trained on (${shared.join(', ')}).`];
}
