import * as tf from '@tensorflow/tfjs-core';
import { IsoglotError } from '../../core/errors';
import { l2Normalize } from '../ops/l2Normalize';
import { adversarial } from './adversarial';
import { alignmentMse } from './alignmentMse';
import { confusion } from './confusion';
import { infoNce } from './contrastive';
import { coral } from './coral';
import { mmd } from './mmd';
import { mse } from './mse';
import { joined, rowParts } from './rowParts';
import { scoreKl } from './scoreKl';
import { rowsOf, weighed } from './terms';
import type { ContrastiveTerm, Rows, StepInput, TermLoss } from './terms';

/** What terms learn beside the encoder, as they read it. */
export interface LearnedValues {
  /** The temperature as a number, and the scalar that gets the gradient by log(1 / temperature). */
  temperature(): { temperature: number; logScale: tf.Tensor };
  /** Of a classifier by name: weight [classes, D], bias [classes]. */
  classifier(name: string): [weight: tf.Tensor, bias: tf.Tensor];
}

type Part = (rows: Rows) => tf.Tensor;

/**
 * The values of a step's terms, without their weights. To be called on the tape.
 * @param pooled [texts, D], the vectors of the step's texts before they are of unit length
 * @returns `values` [terms that are weighed], or a scalar where there is one; `unit` [texts, D]
 * @throws IsoglotError `internal` if a term asks for what is not there, `bad-configuration` if for too few rows
 */
export function termValues(
  pooled: tf.Tensor,
  input: StepInput,
  learned: LearnedValues,
): { values: tf.Tensor; unit: tf.Tensor } {
  const losses = weighed(input).map(({ loss }) => loss);
  const raw = losses.filter((loss) => loss.kind === 'adversarial' && loss.on === 'pooled');
  // A vector of unit length is made for every text: the way to it is one op, and nothing more is cut where none is raw.
  const partOf = (matrix: tf.Tensor, read: readonly TermLoss[]): Part =>
    rowParts(
      matrix,
      read.flatMap((loss) => rowsOf(loss)),
    );
  const unit = l2Normalize(pooled);
  const parts = {
    unit: partOf(
      unit,
      losses.filter((loss) => !raw.includes(loss)),
    ),
    pooled: partOf(pooled, raw),
  };
  const values = losses.map((loss) => valueOf(loss, parts, learned));
  return { values: values.length === 1 ? values[0]! : tf.stack(values), unit };
}

function valueOf(
  loss: TermLoss,
  { unit, pooled }: Record<'unit' | 'pooled', Part>,
  learned: LearnedValues,
): tf.Tensor {
  switch (loss.kind) {
    case 'contrastive':
      return contrastiveValue(loss, unit, learned);
    case 'coral':
      return coral(sample(unit, loss.source), sample(unit, loss.target));
    case 'mmd':
      return mmd(sample(unit, loss.source), sample(unit, loss.target), loss);
    case 'adversarial': {
      const vectors = joined(loss.rows.map(loss.on === 'unit' ? unit : pooled));
      return adversarial(vectors, ...learned.classifier(loss.classifier), loss.labels, loss.lambda);
    }
    case 'confusion':
      return confusion(joined(loss.rows.map(unit)), loss.classifier);
    case 'mse':
      return mse(joined(loss.rows.map(unit)), loss.target);
    case 'alignment-mse':
      return alignmentMse(unit(loss.left), unit(loss.right), loss.teacher);
    case 'score-kl':
      return scoreKl(unit(loss.queries), unit(loss.passages), loss.teacher, loss.temperature);
  }
}

function contrastiveValue(
  { temperature, ...loss }: ContrastiveTerm,
  unit: Part,
  learned: LearnedValues,
): tf.Tensor {
  const [queries, passages] = [unit(loss.queries), unit(loss.passages)];
  if (temperature !== 'learned') return infoNce(queries, passages, loss.mask, { ...loss, temperature });
  const { temperature: now, logScale } = learned.temperature();
  return infoNce(queries, passages, loss.mask, { ...loss, temperature: now }, logScale);
}

/** Rows whose spread is measured. */
function sample(part: Part, rows: Rows): tf.Tensor {
  if (rows.count >= 2) return part(rows);
  throw new IsoglotError({
    code: 'bad-configuration',
    what: 'CORAL and MMD compare samples of at least 2 texts, and one has 1.',
    remedy: 'Draw more texts in a step.',
  });
}
