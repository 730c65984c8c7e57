import { checkComposition } from '../core/batches/checkComposition';
import type { Corpus } from '../core/corpus';
import { IsoglotError } from '../core/errors';
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
    heldOut: configuration.targetDomains,
  };
  const of = JSON.stringify([scope, leaveOut && [...leaveOut]]);
  const known = built.get(corpus);
  const pool = known?.of === of ? known.pool : buildPairPool(corpus, { ...scope, leaveOut });
  built.set(corpus, { of, pool });
  requireQuestions(data, pool);
  checkComposition(pool, configuration);
  return pool;
}

/** A further data set that gives nothing would leave its weight without effect. */
function requireQuestions({ more = [] }: DataMaterial, { questions, languages }: PairPool): void {
  const found = new Set(questions.map(({ dataSet }) => dataSet));
  const empty = more.findIndex((_, i) => !found.has(i + 1));
  if (empty < 0) return;
  throw new IsoglotError({
    code: 'empty-data',
    what: `The further data set ${more[empty]!.name} has no question in the training languages (${languages.join(', ')}) outside the held-out domains.`,
    where: `moreData.${empty}`,
    remedy: 'Take it out, or choose other training languages.',
  });
}
