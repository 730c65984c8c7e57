import type { OptimiserState, WeightTensor, Weights } from '../../core/encoderDefinition';
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
  return checked(state[kind].get(name), size, `The ${kind} moment`, name);
}

/**
 * A stored tensor that is learned beside the encoder.
 * @throws IsoglotError `bad-file` if it is missing or of another size
 */
export function storedTensor(state: Weights, name: string, size: number): Float32Array {
  return checked(state.get(name), size, 'The tensor', name);
}

function checked(stored: WeightTensor | undefined, size: number, what: string, name: string): Float32Array {
  if (stored?.data.length === size) return stored.data;
  throw new IsoglotError({
    code: 'bad-file',
    where: `optimiser state, tensor ${name}`,
    what: `${what} ${stored ? `holds ${stored.data.length} numbers` : 'is missing'}; ${size} were expected.`,
    remedy: 'Resume with the checkpoint and the encoder of the same run.',
  });
}
