import { checkComposition } from '../core/batches/checkComposition';
import type { Corpus } from '../core/corpus';
import { buildPairPool, type PairPool } from '../core/batches/pairPool';
import type { Configuration } from '../protocol';
import type { DataMaterial } from './materials';
import { trainingDomains } from './scope';
import { validationOf } from './validation';

/** The pool that was built last of each corpus, and of what: building one goes through all queries. */
const built = new WeakMap<Corpus, { of: string; pool: PairPool }>();

/**
 * The pairs a configuration trains on. Cheap when asked again for the same languages and domains, as the preview of
 * the next batches does several times a second beside the training.
 * @throws IsoglotError if it does not fit the corpus.
 */
export function trainingPairs({ data }: { data: DataMaterial }, configuration: Configuration): PairPool {
  const { corpus } = data;
  const leaveOut = validationOf(data, configuration)?.groups;
  const scope = {
    // En-En is English alone, whichever languages are ticked for the other strategies.
    languages:
      configuration.strategy === 'En-En' && corpus.languages.includes('en')
        ? ['en']
        : configuration.languages,
    domains: trainingDomains(corpus.domains, configuration),
  };
  const of = JSON.stringify([scope, leaveOut && [...leaveOut]]);
  const known = built.get(corpus);
  const pool = known?.of === of ? known.pool : buildPairPool(corpus, { ...scope, leaveOut });
  built.set(corpus, { of, pool });
  checkComposition(pool, configuration);
  return pool;
}
