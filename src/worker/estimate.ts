import { memoryBudget } from '../engine/budget';
import { adviceFor, fits, stepMemory } from '../experiment/stepMemory';
import type { Configuration, StepEstimate } from '../protocol';
import { knownTokens, loaded, type Session } from './session';

/** What a training step would need; null until the corpus is in tokens, as it is once it was measured. */
export function estimateMemory(session: Session, configuration: Configuration): StepEstimate | null {
  const { backend } = loaded(session);
  const tokenized = knownTokens(session, configuration);
  if (!tokenized) return null;
  const flat = backend.used === 'webgpu';
  const memory = stepMemory(tokenized, configuration, flat);
  const budget = memoryBudget();
  const advice = fits(memory, budget) ? null : adviceFor(tokenized, configuration, budget, flat);
  return { ...memory, advice };
}
