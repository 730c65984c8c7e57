import { alphaAt, type AlphaCourse as Course } from '../../core/batches/alphaAt';
import { format, Segmented } from '../../ui';
import { useSetup } from '../workbench';
import { ShareSlider } from './ShareSlider';
import { ALPHA_SCHEDULE_WORDS } from './words';
import styles from './Compose.module.css';

const [WIDTH, HEIGHT] = [120, 28];

/** Alpha of hybrid batches; where it changes over the run, from what to what. */
export function AlphaCourse() {
  const draft = useSetup((setup) => setup.draft);
  const { alphaSchedule } = draft;
  if (alphaSchedule === 'constant')
    return <ShareSlider field="alpha" label="Alpha, share of monolingual batches" />;
  return (
    <div className={styles.settings}>
      {alphaSchedule !== 'curriculum' && <ShareSlider field="alpha" label="Alpha at the first step" />}
      <ShareSlider field="alphaEnd" label="Alpha at the last step" />
      <Curve course={draft} />
    </div>
  );
}

/** How alpha goes over the run. */
export function AlphaSchedule() {
  const alphaSchedule = useSetup((setup) => setup.draft.alphaSchedule);
  const change = useSetup((setup) => setup.change);
  return (
    <Segmented
      label="Alpha over the run"
      labelled
      value={alphaSchedule}
      options={ALPHA_SCHEDULE_WORDS}
      onChange={(next) => change({ alphaSchedule: next })}
    />
  );
}

function Curve({ course }: { course: Course }) {
  const points = Array.from({ length: 61 }, (_, i) => {
    const alpha = alphaAt((i / 60) * Math.max(1, course.steps - 1), course);
    return `${((i / 60) * WIDTH).toFixed(1)},${((1 - alpha) * HEIGHT).toFixed(1)}`;
  });
  const at = (share: number) => format.score(alphaAt(share * (course.steps - 1), course), 2);
  const words = `Alpha ${at(0)} at first, ${at(0.5)} half way, ${at(1)} at last`;
  return (
    <div className={styles.curve}>
      <svg viewBox={`-1 -1 ${WIDTH + 2} ${HEIGHT + 2}`} role="img" aria-label={words}>
        <path d={`M0,0V${HEIGHT}H${WIDTH}`} className={styles.axes} />
        <polyline points={points.join(' ')} className={styles.line} />
      </svg>
      <span aria-hidden="true">{words}</span>
    </div>
  );
}
