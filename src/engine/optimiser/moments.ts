import type { OptimiserState, WeightTensor } from '../../core/encoderDefinition';
import { IsoglotError } from '../../core/errors';

export type MomentKind = 'first' | 'second';

/**
 * A stored moment of a tensor.
 * @throws IsoglotError `bad-file` if it is missing or of another size
 */
export function storedMoment(
  state: OptimiserState,
  kind: MomentKind,
  name: string,
  size: number,
): Float32Array {
  const stored: WeightTensor | undefined = state[kind].get(name);
  if (stored?.data.length === size) return stored.data;
  throw new IsoglotError({
    code: 'bad-file',
    where: `optimiser state, tensor ${name}`,
    what: `The ${kind} moment ${stored ? `holds ${stored.data.length} numbers` : 'is missing'}; ${size} were expected.`,
    remedy: 'Resume with the checkpoint and the encoder of the same run.',
  });
}
