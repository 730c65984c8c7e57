import { meanOrNull } from '../../core/metrics/rankMetrics';
import type { EvaluationEvent, GeometrySummary } from '../../protocol';
import { figureTexts, FigureTable, Term, type FigureRow } from '../../ui';
import { useExplain } from '../workbench';
import styles from './Consistency.module.css';

interface Measure {
  id: string;
  name: string;
  hint: string;
  value: (geometry: GeometrySummary) => number | null;
  note: string;
}

const MEASURES: readonly Measure[] = [
  {
    id: 'cka',
    name: 'Linear CKA',
    hint: 'Whether two languages arrange the same questions alike',
    value: ({ cka }) => meanOrNull(Object.values(cka)),
    note: 'mean over pairs of languages, 0 to 1; higher is more alike',
  },
  {
    id: 'alignment',
    name: 'Alignment',
    hint: 'Squared distance of the same question in two languages',
    value: ({ alignment }) => alignment,
    note: '0 to 4; lower is nearer',
  },
  {
    id: 'centroidDistance',
    name: 'Centroid distance',
    hint: 'How far the middles of two languages lie apart',
    value: ({ centroidDistance }) => meanOrNull(Object.values(centroidDistance)),
    note: 'mean over pairs of languages, 0 to 2; lower is nearer',
  },
  {
    id: 'silhouette',
    name: 'Silhouette, language',
    hint: 'Whether embeddings cluster by language',
    value: ({ silhouette }) => silhouette.language,
    note: '−1 to 1; near 0: the language does not show',
  },
  {
    id: 'silhouette-domain',
    name: 'Silhouette, domain',
    hint: 'Whether embeddings cluster by domain',
    value: ({ silhouette }) => silhouette.domain,
    note: '−1 to 1; near 0: the domain does not show',
  },
  {
    id: 'isotropy',
    name: 'Isotropy',
    hint: 'Whether embeddings use all directions',
    value: ({ isotropy }) => isotropy,
    note: '0: one direction, 1: all alike',
  },
  {
    id: 'uniformity',
    name: 'Uniformity',
    hint: 'How evenly embeddings are spread over the sphere',
    value: ({ uniformity }) => uniformity,
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
  const rows = MEASURES.map(({ id, name, hint, value, note }): FigureRow => ({
    id,
    name: (
      <Term hint={hint} onPress={() => explain(id.split('-')[0]!)}>
        {name}
      </Term>
    ),
    ...figureTexts(before?.geometry ? value(before.geometry) : null, value(geometry), changed),
    note,
  }));
  return (
    <section className={styles.part}>
      <h3 className={styles.heading}>Geometry, {geometry.sample} queries</h3>
      <FigureTable label="Geometry of the embeddings" rows={rows} stale={stale} />
    </section>
  );
}
