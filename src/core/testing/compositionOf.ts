import { DEFAULT_COMPOSITION, type Composition } from '../batches/composition';

/** A composition of which only what matters to a test is given. */
export function compositionOf(part: Partial<Composition>): Composition {
  return { ...DEFAULT_COMPOSITION, ...part };
}
