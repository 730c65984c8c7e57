import type { Sampling } from '../../core/batches/composition';
import { format, NumberInput, Segmented } from '../../ui';
import { useSetup } from '../workbench';
import { SAMPLING_WORDS } from './words';
import styles from './Compose.module.css';

type Of = 'languages' | 'domains' | 'dataSets';

const LABELS = { languages: 'Languages', domains: 'Domains', dataSets: 'Data sets' } as const;

/** With which probability languages, domains and data sets are drawn, and how many queries change language. */
export function SamplingPart() {
  const draft = useSetup((setup) => setup.draft);
  const change = useSetup((setup) => setup.change);
  const { sampling, strategy, moreData } = draft;
  const usesLanguages = !['matrix', 'parallel', 'En-En'].includes(strategy);
  const parts: Of[] = [
    ...(usesLanguages ? (['languages'] as const) : []),
    'domains',
    ...(moreData.length > 0 ? (['dataSets'] as const) : []),
  ];
  const set = (of: Of, next: Sampling) => change({ sampling: { ...sampling, [of]: next } });
  return (
    <div className={styles.more}>
      {parts.map((of) => (
        <div key={of}>
          <Segmented
            label={`${LABELS[of]} drawn`}
            labelled
            value={sampling[of].by}
            options={SAMPLING_WORDS}
            onChange={(by) => set(of, { ...sampling[of], by })}
          />
          {sampling[of].by === 'temperature' && (
            <div className={styles.pairs}>
              <NumberInput
                label={`Temperature of ${LABELS[of].toLowerCase()}`}
                {...{ min: 1, max: 1000, step: 1 }}
                value={sampling[of].temperature}
                format={format.plain}
                onCommit={(temperature) => set(of, { ...sampling[of], temperature })}
              />
            </div>
          )}
        </div>
      ))}
      <div className={styles.pairs}>
        <NumberInput
          label="Code-switched, share"
          {...{ min: 0, max: 1, step: 0.05 }}
          value={draft.codeSwitch}
          format={format.plain}
          onCommit={(codeSwitch) => change({ codeSwitch })}
        />
      </div>
    </div>
  );
}
