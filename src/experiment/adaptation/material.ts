import { unlabelledPassages } from '../../core/adaptation/unlabelled';
import type { PairPool } from '../../core/batches/pairPool';
import type { Configuration } from '../../protocol';
import type { DataMaterial } from '../materials';
import { trainingDomains } from '../scope';
import type { TokenizedCorpus } from '../stage';
import { validationOf } from '../validation';
import type { Material } from './method';

const NOTHING = { ids: new Int32Array(), offsets: Int32Array.of(0) };

/**
 * What the terms of a run may read: the passages in its training languages, of the domains that it trains on and of those
 * that it holds out, without the paragraphs that are kept for validation: they choose the best encoder. Without tokens it is enough to check a configuration by, not to draw from.
 */
export function adaptationMaterial(
  data: DataMaterial,
  { languages }: PairPool,
  configuration: Configuration,
  tokens: Pick<TokenizedCorpus, 'queries' | 'passages' | 'frames' | 'maxLength'> | null,
): Omit<Material, 'dimensions' | 'teacher'> {
  const { corpus } = data;
  const frame = { opening: 0, closing: 0 };
  const kept = validationOf(data, configuration)?.passages;
  const of = (domains: readonly string[]) =>
    unlabelledPassages(corpus, { languages, domains }).filter((index) => !kept?.has(index));
  return {
    corpus,
    queries: NOTHING,
    passages: NOTHING,
    frames: { query: frame, passage: frame },
    maxLength: 0,
    ...tokens,
    source: of(trainingDomains(corpus.domains, configuration)),
    target: of(configuration.targetDomains),
    languages,
  };
}
