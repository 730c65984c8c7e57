import { textCount } from '../../core/tokens';
import type { TokenTable } from '../../core/tokens';
import { concatTokens } from '../collate';
import type { ContrastiveLoss } from './contrastive';

/** `count` rows from row `first` on of the embeddings of a step's texts. */
export interface Rows {
  first: number;
  count: number;
}

/** What a training step works on: its texts are encoded once, and each term of the loss reads some of their rows. */
export interface StepInput {
  texts: TokenTable;
  terms: StepTerm[];
  /** Rows whose embeddings, of unit length, the step's report gives back. */
  read?: Rows[];
}

/** The loss of a step is the sum of weight x value; a term of weight 0 is left out. */
export interface StepTerm {
  /** Its own within a step. */
  name: string;
  weight: number;
  loss: TermLoss;
}

/** See the file of each kind for its formula. */
export type TermLoss = ContrastiveTerm;

export interface ContrastiveTerm extends ContrastiveLoss {
  kind: 'contrastive';
  queries: Rows;
  passages: Rows;
  mask: Uint8Array;
}

/**
 * The step of plain contrastive training: the one term `contrastive`, of weight 1.
 * @param queries B texts
 * @param passages B texts, passage i relevant to query i
 * @param mask B x B, 1 where passage j must not be a negative of query i; default none
 */
export function contrastiveInput(
  queries: TokenTable,
  passages: TokenTable,
  loss: ContrastiveLoss,
  mask: Uint8Array = new Uint8Array(textCount(queries) * textCount(passages)),
): StepInput {
  const [asked, offered] = [textCount(queries), textCount(passages)];
  return {
    texts: concatTokens(queries, passages),
    terms: [
      {
        name: 'contrastive',
        weight: 1,
        loss: {
          kind: 'contrastive',
          queries: { first: 0, count: asked },
          passages: { first: asked, count: offered },
          mask,
          ...loss,
        },
      },
    ],
  };
}

/** The terms that count. */
export function weighed({ terms }: StepInput): StepTerm[] {
  return terms.filter(({ weight }) => weight !== 0);
}

/** All rows that a term reads. */
export function rowsOf(loss: TermLoss): Rows[] {
  return [loss.queries, loss.passages];
}
