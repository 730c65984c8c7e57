import type { Weights } from '../../core/encoderDefinition';
import { IsoglotError } from '../../core/errors';
import { createRng } from '../../core/rng';
import type { Rows, StepTerm } from '../../engine/losses/terms';
import type { AdaptationTerm, Configuration } from '../../protocol';
import { adversarial } from './adversarial';
import { cropping } from './cropping';
import { distillation } from './distillation';
import { inverseCloze } from './inverseCloze';
import { matching } from './matching';
import type { ClassifierHead, Material, Method, Scene } from './method';
import { modir } from './modir';
import { simcse } from './simcse';
import { translation } from './translation';

/** All adaptation terms of a run. */
export interface Adaptation {
  /** Classifiers that the trainer trains beside the encoder. */
  heads: ClassifierHead[];
  /** Corpus indices of the passages that are seen without their labels. */
  touches: Set<number>;
  /** @param first the row that the first further text will have */
  contribute(scene: Omit<Scene, 'rng' | 'first'>, first: number): Contributions;
  /** What was learnt beside the encoder, for checkpoints. */
  state(): Weights;
  restore(state: Weights): void;
}

export interface Contributions {
  texts: Int32Array[];
  terms: StepTerm[];
  read: Rows[];
  /** @param embeddings unit vectors of the rows to `read`, in that order, as they were in the step */
  learn: (embeddings: readonly Float32Array[]) => void;
}

/** Keeps what adaptation draws apart from the batches of the same seed. */
const STREAM = 17;

/**
 * Puts the terms of a configuration to work. A term with weight 0 is left out.
 * @throws IsoglotError `bad-configuration` naming the term that the data or the rest of the configuration doesn't allow, or if
 *   nothing has a weight.
 */
export function createAdaptation(configuration: Configuration, material: Material): Adaptation {
  const terms = configuration.adaptation.filter(({ weight }) => weight > 0);
  requireSomeWeight(configuration, terms);
  const names = terms.map(nameOf);
  requireDistinct(names);
  const heads: ClassifierHead[] = [];
  const methods = terms.map((term, number) => {
    const made = methodOf(term, material, configuration, names[number]!);
    if ('head' in made) heads.push(made.head);
    return made;
  });
  return {
    heads,
    touches: new Set(methods.flatMap(({ touches }) => [...touches])),
    contribute: (scene, first) => {
      const texts: Int32Array[] = [];
      const all = methods.map((method, number) => {
        const rng = createRng(configuration.seed, scene.batch.draw, STREAM, number);
        const one = method.contribute({ ...scene, rng, first: first + texts.length });
        texts.push(...one.texts);
        return one;
      });
      return {
        texts,
        terms: all.map(({ weight, loss }, number) => ({ name: names[number]!, weight, loss })),
        read: all.flatMap(({ read = [] }) => read),
        learn: (embeddings) => {
          let from = 0;
          for (const { read = [], learn } of all) {
            learn?.(embeddings.slice(from, from + read.length));
            from += read.length;
          }
        },
      };
    },
    state: () =>
      new Map(
        methods.flatMap((method, number) =>
          [...(method.state?.() ?? [])].map(
            ([part, tensor]) => [`${names[number]}.${part}`, tensor] as const,
          ),
        ),
      ),
    restore: (state) => {
      for (const [number, method] of methods.entries()) {
        const prefix = `${names[number]}.`;
        const own = [...state].filter(([name]) => name.startsWith(prefix));
        if (own.length > 0)
          method.restore?.(new Map(own.map(([name, tensor]) => [name.slice(prefix.length), tensor])));
      }
    },
  };
}

/** Name of a term's curve: its kind, and what its classifier tells apart. */
function nameOf(term: AdaptationTerm): string {
  return 'by' in term ? `${term.kind}-${term.by}` : term.kind;
}

function methodOf(
  term: AdaptationTerm,
  material: Material,
  { dropout }: Configuration,
  name: string,
): Method | (Method & { head: ClassifierHead }) {
  switch (term.kind) {
    case 'simcse':
      return simcse(term, material, dropout);
    case 'inverse-cloze':
      return inverseCloze(term, material);
    case 'cropping':
      return cropping(term, material);
    case 'adversarial':
      return adversarial(term, material, name);
    case 'modir':
      return modir(term, material);
    case 'coral':
    case 'mmd':
      return matching(term, material);
    case 'translation-mse':
    case 'translation-ranking':
      return translation(term, material);
    case 'distillation':
      return distillation(term, material);
  }
}

function requireSomeWeight({ lossWeight }: Configuration, terms: readonly AdaptationTerm[]): void {
  if (lossWeight > 0 || terms.length > 0) return;
  throw new IsoglotError({
    code: 'bad-configuration',
    what: 'The contrastive loss of the pairs has the weight 0, and there is no other term to train by.',
    where: 'lossWeight, adaptation',
    remedy: 'Set lossWeight to 1, for example, or give an adaptation term a weight.',
  });
}

function requireDistinct(names: readonly string[]): void {
  const twice = names.find((name, number) => names.indexOf(name) !== number);
  if (twice === undefined) return;
  throw new IsoglotError({
    code: 'bad-configuration',
    what: `The term ${twice} is given twice.`,
    where: 'adaptation',
    remedy: 'Give it once, with the weight that it shall have.',
  });
}
