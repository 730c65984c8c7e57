import { geometryMeans, type GeometryMeasure } from '../../core/geometry/geometryMeans';
import type { EvaluationEvent } from '../../protocol';
import { figureTexts, FigureTable, Term, type FigureRow } from '../../ui';
import { useExplain } from '../workbench';
import styles from './Consistency.module.css';

interface Measure {
  id: GeometryMeasure;
  name: string;
  hint: string;
  note: string;
}

const MEASURES: readonly Measure[] = [
  {
    id: 'cka',
    name: 'Linear CKA',
    hint: 'Whether two languages arrange the same questions alike',
    note: 'mean over pairs of languages, 0 to 1; higher is more alike',
  },
  {
    id: 'alignment',
    name: 'Alignment',
    hint: 'Squared distance of the same question in two languages',
    note: '0 to 4; lower is nearer',
  },
  {
    id: 'centroidDistance',
    name: 'Centroid distance',
    hint: 'How far the middles of two languages lie apart',
    note: 'mean over pairs of languages, 0 to 2; lower is nearer',
  },
  {
    id: 'silhouette language',
    name: 'Silhouette, language',
    hint: 'Whether embeddings cluster by language',
    note: '−1 to 1; near 0: the language does not show',
  },
  {
    id: 'silhouette domain',
    name: 'Silhouette, domain',
    hint: 'Whether embeddings cluster by domain',
    note: '−1 to 1; near 0: the domain does not show',
  },
  {
    id: 'isotropy',
    name: 'Isotropy',
    hint: 'Whether embeddings use all directions',
    note: '0: one direction, 1: all alike',
  },
  {
    id: 'uniformity',
    name: 'Uniformity',
    hint: 'How evenly embeddings are spread over the sphere',
    note: '0: all the same, about −4: evenly spread',
  },
];

interface GeometryFiguresProps {
  before: EvaluationEvent | null;
  now: EvaluationEvent;
  changed: boolean;
  stale: boolean;
}

/** How the embeddings of the queries lie, language against language. */
export function GeometryFigures({ before, now, changed, stale }: GeometryFiguresProps) {
  const explain = useExplain();
  const { geometry } = now;
  if (!geometry) return <p className={styles.note}>Geometry of the embeddings: not in this older result.</p>;
  const [was, is] = [before?.geometry && geometryMeans(before.geometry), geometryMeans(geometry)];
  const rows = MEASURES.map(({ id, name, hint, note }): FigureRow => ({
    id,
    name: (
      <Term hint={hint} onPress={() => explain(id.split(' ')[0]!)}>
        {name}
      </Term>
    ),
    ...figureTexts(was?.[id] ?? null, is[id], changed),
    note,
  }));
  return (
    <section className={styles.part}>
      <h3 className={styles.heading}>Geometry, {geometry.sample} queries</h3>
      <FigureTable label="Geometry of the embeddings" rows={rows} stale={stale} />
    </section>
  );
}
