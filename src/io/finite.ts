import type { Weights } from '../core/encoderDefinition';
import { IsoglotError } from '../core/errors';

/**
 * Refuses weights that nothing can be computed with. One broken number in a rarely used row would stay unnoticed for
 * long, and then spoil a whole run.
 * @param file Name of the file, for messages.
 * @throws IsoglotError `bad-file` naming file, tensor and the first number that is NaN or infinite.
 */
export function requireFinite(weights: Weights, file: string): void {
  for (const [name, { data }] of weights) {
    for (let i = 0; i < data.length; i++) {
      if (Number.isFinite(data[i])) continue;
      throw new IsoglotError({
        code: 'bad-file',
        what: `number ${i + 1} of ${data.length} is ${data[i]}.`,
        where: `${file}: tensor "${name}"`,
        remedy: 'Take a fresh copy of the file.',
      });
    }
  }
}
