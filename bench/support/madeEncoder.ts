import type { EncoderDefinition, Weights } from '../../src/core/encoderDefinition';
import { createRng } from '../../src/core/rng';
import { parameterShapes } from '../../src/engine/parameters';

/** Small enough for a GPU that is emulated on the CPU. */
export const smallDefinition: EncoderDefinition = {
  name: 'made',
  family: 'bert',
  vocabulary: 100,
  hidden: 32,
  layers: 2,
  heads: 4,
  intermediate: 64,
  positions: 64,
  positionOffset: 0,
  tokenTypes: 2,
  layerNormEps: 1e-12,
  pooling: 'mean',
  dense: [],
  dimensions: 32,
  normalize: true,
  maxLength: 64,
  prompts: { query: '', passage: '' },
};

/** Weights as an encoder has them before it was ever trained: small numbers, layer norms that change nothing. */
export function madeWeights(definition: EncoderDefinition): Weights {
  const rng = createRng(1);
  return new Map(
    [...parameterShapes(definition)].map(([name, shape]) => {
      const size = shape.reduce((product, n) => product * n, 1);
      const value = (): number =>
        name.endsWith('LayerNorm.weight') ? 1 : name.endsWith('bias') ? 0 : 0.07 * (rng.float() - 0.5);
      return [name, { shape, data: Float32Array.from({ length: size }, value) }];
    }),
  );
}
