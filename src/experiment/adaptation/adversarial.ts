import { reversalAt } from '../../core/adaptation/ramp';
import type { AdaptationTerm } from '../../protocol/adaptation';
import { classesOf } from './classes';
import type { ClassifierHead, Material, Method } from './method';

type Adversarial = Extract<AdaptationTerm, { kind: 'adversarial' }>;

/**
 * Adversarial training by gradient reversal (Ganin et al. 2016, arXiv 1505.07818, eq. 9 and 10; with languages as classes
 * Chen et al. 2018, arXiv 1606.01614): a linear classifier on the pooled vector learns to tell domains or languages apart,
 * and the encoder gets its gradient times -lambda, so that it hides what tells them apart.
 *
 *     E_d = mean CE(R(z) W' + b, class),   R(z) = z forwards, -lambda_p * gradient backwards
 *
 * The classifier starts from nothing and has a rate of its own, as new layers have it (Long et al. 2015, arXiv 1502.02791): at
 * the encoder's it stays at chance, and there is nothing that could be hidden from it.
 *
 * @throws IsoglotError see `classesOf`
 */
export function adversarial(
  term: Adversarial,
  material: Material,
  name: string,
): Method & { head: ClassifierHead } {
  const classes = classesOf(term, material);
  return {
    head: { name, classes: classes.count, rate: term.classifierRate },
    touches: classes.touches,
    contribute: (scene) => {
      const { texts, rows, labels } = classes.draw(scene);
      const lambda = reversalAt(scene.progress, term);
      return {
        texts,
        weight: term.weight,
        loss: { kind: 'adversarial', rows, labels, classifier: name, lambda, on: 'pooled' },
      };
    },
  };
}
