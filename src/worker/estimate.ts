import { memoryBudget } from '../engine/budget';
import { adviceFor, fits, stepMemory } from '../experiment/stepMemory';
import type { Configuration, StepEstimate } from '../protocol';
import type { CommandContext } from './context';
import { loaded } from './session';
import { tokensAtHand } from './stage';

/** What a training step would need; null until the corpus is in tokens, as it is once it was measured. */
export async function estimateMemory(
  { session, outbox }: CommandContext,
  configuration: Configuration,
): Promise<StepEstimate | null> {
  const { backend } = loaded(session);
  const tokenized = await tokensAtHand(session, configuration, outbox);
  if (!tokenized) return null;
  const flat = backend.used === 'webgpu';
  const memory = stepMemory(tokenized, configuration, flat);
  const budget = memoryBudget();
  const advice = fits(memory, budget) ? null : adviceFor(tokenized, configuration, budget, flat);
  return { ...memory, advice };
}
