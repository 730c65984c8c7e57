import * as tf from '@tensorflow/tfjs-core';
import { l2Normalize } from '../ops/l2Normalize';
import { infoNce } from './contrastive';
import { rowParts } from './rowParts';
import { rowsOf, weighed } from './terms';
import type { StepInput, TermLoss } from './terms';

/**
 * The values of a step's terms, without their weights. To be called on the tape.
 * @param pooled [texts, D], the vectors of the step's texts before they are of unit length
 * @returns `values` [terms that are weighed], or a scalar where there is one; `unit` [texts, D]
 */
export function termValues(pooled: tf.Tensor, input: StepInput): { values: tf.Tensor; unit: tf.Tensor } {
  const terms = weighed(input);
  const unit = l2Normalize(pooled);
  const part = rowParts(
    unit,
    terms.flatMap(({ loss }) => rowsOf(loss)),
  );
  const values = terms.map(({ loss }) => valueOf(loss, part));
  return { values: values.length === 1 ? values[0]! : tf.stack(values), unit };
}

function valueOf(loss: TermLoss, unit: ReturnType<typeof rowParts>): tf.Tensor {
  return infoNce(unit(loss.queries), unit(loss.passages), loss.mask, loss);
}
