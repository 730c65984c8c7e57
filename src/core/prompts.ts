import type { EncoderDefinition } from './encoderDefinition';

/** An encoder with the prompts of a configuration, where it gives any. */
export function withPrompts(
  definition: EncoderDefinition,
  { queryPrompt, passagePrompt }: { queryPrompt: string | null; passagePrompt: string | null },
): EncoderDefinition {
  const { query, passage } = definition.prompts;
  return { ...definition, prompts: { query: queryPrompt ?? query, passage: passagePrompt ?? passage } };
}
