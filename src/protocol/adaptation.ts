import { z } from 'zod';

/** Factor of the term in the loss; 0 leaves it out. */
const weight = z.number().min(0).max(1000).default(1);
/** Texts, or pairs of texts, drawn a step. */
const texts = z.int().min(2).max(1024).default(32);
/** Learning rate of a classifier that is trained beside the encoder. */
const classifierRate = z.number().positive().max(1).default(0.01);
/** Whose unlabelled passages are drawn: of the held-out domains, of those trained on, or of both. */
const from = z.enum(['target', 'source', 'both']);
const temperature = z.number().min(0.001).max(10).default(0.05);
const by = z.enum(['domain', 'language']).default('domain');

/**
 * A term of the loss beside the contrastive one on labelled pairs. Formulas, sources and settings: `experiment/adaptation`,
 * docs/adaptation.md.
 */
export const adaptationTerm = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('simcse'), weight, texts, temperature, from: from.default('target') }),
  z.strictObject({
    kind: z.literal('inverse-cloze'),
    weight,
    texts,
    temperature,
    from: from.default('target'),
    /** Probability that the sentence stays in its paragraph. */
    kept: z.number().min(0).max(1).default(0.1),
  }),
  z.strictObject({
    kind: z.literal('cropping'),
    weight,
    texts,
    temperature,
    from: from.default('target'),
    /** Shares of a text's tokens that a span has. */
    shortest: z.number().min(0.01).max(1).default(0.1),
    longest: z.number().min(0.01).max(1).default(0.5),
    /** Probability of each token of a span to be deleted. */
    deleted: z.number().min(0).max(0.9).default(0.1),
  }),
  z.strictObject({
    kind: z.literal('adversarial'),
    weight,
    texts,
    by,
    classifierRate,
    /** What the gradient is multiplied by on its way back, once the ramp is over. */
    lambda: z.number().min(0).max(100).default(1),
    /** How fast it gets there; 0: at once. */
    ramp: z.number().min(0).max(1000).default(10),
  }),
  z.strictObject({
    kind: z.literal('modir'),
    weight,
    texts,
    by,
    /** Embeddings that the classifier remembers. */
    queue: z.int().min(16).max(65_536).default(1024),
    classifierRate,
    /** Steps after which the weight is halved, again and again; 0: never. */
    halveEvery: z.int().min(0).max(1_000_000).default(0),
    /** Largest size of a logit. */
    clamp: z.number().min(0.1).max(100).default(5),
  }),
  z.strictObject({ kind: z.literal('coral'), weight, texts }),
  z.strictObject({
    kind: z.literal('mmd'),
    weight,
    texts,
    estimate: z.enum(['biased', 'unbiased']).default('biased'),
  }),
  z.strictObject({ kind: z.literal('translation-mse'), weight, texts, from: from.default('source') }),
  z.strictObject({
    kind: z.literal('translation-ranking'),
    weight,
    texts,
    temperature,
    from: from.default('source'),
    /** Taken from the cosine of each true pair. */
    margin: z.number().min(0).max(1).default(0.3),
  }),
  z.strictObject({
    kind: z.literal('distillation'),
    weight,
    /** `embeddings`: stay near the untouched encoder's vectors; `scores`: near its scores within the batch. */
    of: z.enum(['embeddings', 'scores']).default('embeddings'),
    temperature,
  }),
]);
export type AdaptationTerm = z.infer<typeof adaptationTerm>;
export type AdaptationKind = AdaptationTerm['kind'];
