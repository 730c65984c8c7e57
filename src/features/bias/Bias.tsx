import { useMemo, useState } from 'react';
import type { EvaluationEvent } from '../../protocol';
import {
  Blank,
  Button,
  doubling,
  Dumbbells,
  format,
  Panel,
  Segmented,
  ShareBars,
  ShareTable,
  Term,
  type ShareRow,
} from '../../ui';
import { useExplain, useMeasured, useSession, useSetup } from '../workbench';
import { Companions } from './Companions';
import styles from './Bias.module.css';

const VIEWS = [
  { value: 'languages', label: 'languages', hint: 'Rank distance and top ten of each language.' },
  { value: 'measures', label: 'measures', hint: 'Every measure of language bias in one table.' },
] as const;

/** Which languages the encoder prefers: rank distance, who fills the top 10, and their companions. */
export function Bias() {
  const measured = useMeasured();
  const { before, now, stale } = measured;
  const data = useSession((session) => session.data);
  const chosen = useSetup((setup) => setup.draft.evaluationLanguages);
  const languages = useMemo(() => languagesOf(now, data?.queries ?? {}, chosen), [now, data, chosen]);
  const [view, setView] = useState<(typeof VIEWS)[number]['value']>('languages');
  return (
    <Panel
      title="Language bias"
      badge={now && `step ${format.count(now.step)}`}
      actions={now && <Segmented label="Bias by" value={view} options={VIEWS} onChange={setView} />}
      className={styles.bias}
    >
      {languages.length === 0 ? (
        <Blank title="No languages yet">
          <p>Rank distance and the languages of the top 10 appear with the first measurement.</p>
        </Blank>
      ) : view === 'measures' ? (
        <Companions measured={measured} />
      ) : (
        <div className={styles.parts}>
          <RankDistance languages={languages} before={before} now={now} stale={stale} />
          <TopTen languages={languages} before={before} now={now} stale={stale} />
        </div>
      )}
    </Panel>
  );
}

interface PartProps {
  languages: string[];
  before: EvaluationEvent | null;
  now: EvaluationEvent | null;
  stale: boolean;
}

function RankDistance({ languages, before, now, stale }: PartProps) {
  const explain = useExplain();
  const [was, is] = [before, now].map((e) => e?.scores.languageBias.rankDistance ?? null);
  const rows = languages.map((language) => ({
    language,
    before: was?.perLanguage[language] ?? null,
    now: is?.perLanguage[language] ?? null,
  }));
  const all = [was, is].flatMap((distances) => Object.values(distances?.perLanguage ?? {}));
  const floor = now ? Object.keys(now.candidates).length - 1 : null;
  const [meanWas, meanIs] = [was?.mean ?? null, is?.mean ?? null];
  const interval = now?.intervals?.rankDistance.mean;
  const moved = meanWas === null || meanIs === null || before === now ? null : meanIs - meanWas;
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>
        <Term onPress={() => explain('rankDistance')}>Rank distance</Term>
        <span className={styles.figure}>{meanIs === null ? '–' : format.count(meanIs)}</span>
        <span className={styles.moved}>{moved === null ? '' : format.rankChange(moved)}</span>
      </h3>
      <Dumbbells
        label="Rank distance by query language"
        rows={rows}
        mean={{ before: meanWas, now: meanIs }}
        end={doubling(Math.max(0, ...all), 50)}
        floor={floor}
        format={format.count}
        stale={stale}
      />
      <p className={styles.note}>
        {interval &&
          `Mean ${format.count(meanIs ?? 0)}: ${format.bounds(interval, now.intervals!.level, format.count)}. `}
        Ranks between a query’s best and worst answer; lower is fairer.
        {floor !== null && ` Floor ${floor} (thin line) where all languages answer.`}
      </p>
    </div>
  );
}

function TopTen({ languages, before, now, stale }: PartProps) {
  const explain = useExplain();
  const [asTable, setAsTable] = useState(false);
  const [was, is] = [before, now].map((e) => e?.scores.languageBias['languageShare@10'] ?? null);
  const rows: ShareRow[] = languages.map((language) => ({
    language,
    before: was?.[language] ?? null,
    now: is?.[language] ?? null,
  }));
  const passages = now ? Object.keys(now.candidates).sort() : languages;
  const label = 'Share of each passage language in the top 10 by query language';
  return (
    <div className={styles.part}>
      <h3 className={styles.heading}>
        <Term onPress={() => explain('languageShare@10')}>Top-10 languages</Term>
        <Button
          look="quiet"
          className={styles.toggle}
          aria-pressed={asTable}
          onPress={() => setAsTable(!asTable)}
        >
          {asTable ? 'Show bars' : 'Show numbers'}
        </Button>
      </h3>
      {asTable ? (
        <ShareTable label={`${label}, per cent`} rows={rows} languages={passages} stale={stale} />
      ) : (
        <ShareBars label={label} rows={rows} languages={passages} stale={stale} />
      )}
      <p className={styles.note}>
        {asTable
          ? 'Now, per cent; each row sums to 100.'
          : 'Segments in the order and colour of the rows; outlined: the query’s own language.'}
      </p>
    </div>
  );
}

/** The rows: what was measured, or what will be, so that nothing moves when the figures come. */
function languagesOf(
  now: EvaluationEvent | null,
  queries: Record<string, number>,
  chosen: readonly string[],
): string[] {
  const measured = now ? Object.keys(now.scores.languageBias.rankDistance.perLanguage) : [];
  if (measured.length > 0) return measured.sort();
  return Object.keys(queries)
    .filter((code) => chosen.length === 0 || chosen.includes(code))
    .sort();
}
