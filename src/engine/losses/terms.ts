import { textCount } from '../../core/tokens';
import type { TokenTable } from '../../core/tokens';
import { concatTokens } from '../collate';
import type { FrozenClassifier } from './confusion';
import type { ContrastiveLoss } from './contrastive';
import type { MmdOptions } from './mmd';

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

/** See the file of each kind for its formula. Constants are numbers on the host; vectors are of unit length. */
export type TermLoss =
  | ContrastiveTerm
  | { kind: 'coral'; source: Rows; target: Rows }
  | ({ kind: 'mmd'; source: Rows; target: Rows } & MmdOptions)
  | AdversarialTerm
  | { kind: 'confusion'; rows: Rows[]; classifier: FrozenClassifier }
  | { kind: 'mse'; rows: Rows[]; target: Float32Array }
  | { kind: 'alignment-mse'; left: Rows; right: Rows; teacher: Float32Array }
  | { kind: 'score-kl'; queries: Rows; passages: Rows; teacher: Float32Array; temperature: number };

export interface ContrastiveTerm extends Omit<ContrastiveLoss, 'temperature'> {
  kind: 'contrastive';
  queries: Rows;
  /** At least as many as queries: row i relevant to query i, and hard negatives behind. */
  passages: Rows;
  /** Queries x passages, 1 where a passage must not be a negative of the query. */
  mask: Uint8Array;
  /** `learned`: that which the trainer learns. */
  temperature: number | 'learned';
}

export interface AdversarialTerm {
  kind: 'adversarial';
  rows: Rows[];
  /** Class of each row. */
  labels: Int32Array;
  /** Name of a classifier of the trainer. */
  classifier: string;
  lambda: number;
  /** What it reads: vectors of unit length, or as they are pooled. */
  on: 'unit' | 'pooled';
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
  loss: Pick<ContrastiveTerm, 'temperature' | 'direction' | 'margin'>,
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
  switch (loss.kind) {
    case 'contrastive':
    case 'score-kl':
      return [loss.queries, loss.passages];
    case 'coral':
    case 'mmd':
      return [loss.source, loss.target];
    case 'alignment-mse':
      return [loss.left, loss.right];
    default:
      return loss.rows;
  }
}
