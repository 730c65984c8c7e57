import { createQueue, enqueue } from '../../core/adaptation/momentumQueue';
import { halved } from '../../core/adaptation/ramp';
import { createClassifier, trainClassifier } from '../../core/adaptation/softmaxClassifier';
import type { Weights } from '../../core/encoderDefinition';
import type { AdaptationTerm } from '../../protocol/adaptation';
import { classesOf } from './classes';
import type { Material, Method } from './method';

type Modir = Extract<AdaptationTerm, { kind: 'modir' }>;

/**
 * MoDIR (Xin et al. 2022, arXiv 2110.07581, sec. 3): a linear classifier without bias learns from a queue of past embeddings
 * to tell source from target, or languages apart; the encoder is trained against it, held fixed, towards logits that say
 * nothing: the mean cross entropy to the uniform distribution.
 *
 *     L_conf = mean_z mean_c CE(clamp(W z), c),   L = L_rank + weight * L_conf
 *
 * @throws IsoglotError see `classesOf`
 */
export function modir(term: Modir, material: Material): Method {
  const classes = classesOf(term, material);
  const { dimensions } = material;
  const queue = createQueue(term.queue, dimensions);
  const classifier = createClassifier(classes.count, dimensions);
  const learn = (embeddings: readonly Float32Array[], labels: Int32Array): void => {
    let from = 0;
    for (const rows of embeddings) {
      const count = rows.length / dimensions;
      enqueue(queue, rows, labels.subarray(from, from + count));
      from += count;
    }
    trainClassifier(
      classifier,
      queue.rows.subarray(0, queue.filled * dimensions),
      queue.labels.subarray(0, queue.filled),
      { rate: term.classifierRate, clamp: term.clamp },
    );
  };
  return {
    touches: classes.touches,
    contribute: (scene) => {
      const drawn = classes.draw(scene);
      return {
        texts: drawn.texts,
        weight: halved(term.weight, scene.step, term.halveEvery),
        loss: {
          kind: 'confusion',
          rows: drawn.rows,
          classifier: { weight: classifier.weight.slice(), classes: classes.count, clamp: term.clamp },
        },
        read: drawn.rows,
        learn: (embeddings) => learn(embeddings, drawn.labels),
      };
    },
    state: (): Weights =>
      new Map([
        ['queue', { shape: [term.queue, dimensions], data: queue.rows.slice() }],
        ['labels', { shape: [term.queue], data: Float32Array.from(queue.labels) }],
        ['weight', { shape: [classes.count, dimensions], data: classifier.weight.slice() }],
        ['first', { shape: [classes.count, dimensions], data: classifier.first.slice() }],
        ['second', { shape: [classes.count, dimensions], data: classifier.second.slice() }],
        ['counts', { shape: [3], data: Float32Array.of(queue.filled, queue.next, classifier.steps) }],
      ]),
    restore: (state) => {
      queue.rows.set(state.get('queue')!.data);
      queue.labels.set(state.get('labels')!.data);
      for (const part of ['weight', 'first', 'second'] as const) classifier[part].set(state.get(part)!.data);
      const [filled, next, steps] = state.get('counts')!.data;
      Object.assign(queue, { filled, next });
      classifier.steps = steps!;
    },
  };
}
