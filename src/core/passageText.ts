import type { Corpus, Passage } from './corpus';

/** What of a passage is encoded. */
export const PASSAGE_TEXTS = ['sentence', 'sentence-context'] as const;
export type PassageText = (typeof PASSAGE_TEXTS)[number];

/**
 * The text of a passage as it is encoded, without a prompt: the sentence, or the sentence with all of its context
 * behind it, without anything between them and without line feeds (LAReQA's answer input, arXiv 2004.05484; its code:
 * `(sentence + context).replace("\n", "")`). A passage without a context is its sentence.
 */
export function passageInput({ text, context }: Passage, kind: PassageText): string {
  if (kind === 'sentence' || context === undefined) return text;
  return (text + context).replaceAll('\n', '');
}

/** Says how many passages have no context to be encoded with, if one is asked for. */
export function contextWarnings({ passages, format }: Corpus, kind: PassageText): string[] {
  if (kind === 'sentence') return [];
  const lacking = passages.filter(({ context }) => context === undefined).length;
  if (lacking === 0) return [];
  return [
    `passageText is "sentence-context", but ${lacking} of ${passages.length} passages (${format}) have no context: ` +
      'they are encoded alone.',
  ];
}
