import { among } from '../../core/batches/pairWeights';
import { looksLikeAddress } from '../../io/hub/place';
import { looksLikeDataId } from '../../io/hub/dataPlace';
import type { Configuration, FurtherSet, KeptSource, NamedData } from '../../protocol';
import { isLive } from '../../state/run';
import { BUNDLED, openSet } from '../../state/session';
import { Button, format, NumberInput, PopoverCard, Progress } from '../../ui';
import { useCommands, useKept, useRun, useSession, useSetup, useView } from '../workbench';
import { DataWays } from './DataWays';
import styles from './FurtherData.module.css';

type Entry = Configuration['moreData'][number];

/** Data sets that are trained on beside the one on the bench: what they hold, their weights, and how to add one. */
export function FurtherData() {
  const moreData = useSetup((setup) => setup.draft.moreData);
  const main = useSession((session) => session.data?.name);
  return (
    <div role="group" aria-label="Further data sets" className={styles.further}>
      <p className={styles.words} role="status">
        {moreData.length === 0
          ? 'Pairs of further data sets can be trained on. What is evaluated stays the same.'
          : `${format.counted(moreData.length, 'further data set')}. A weight multiplies how often a set is drawn; ${main ?? 'the main one'} has 1.`}
      </p>
      {moreData.map((entry, place) => (
        <Row key={`${entry.data} ${entry.format} ${place}`} entry={entry} place={place} />
      ))}
      <Opening />
      <Add />
    </div>
  );
}

function Row({ entry, place }: { entry: Entry; place: number }) {
  const draft = useSetup((setup) => setup.draft);
  const change = useSetup((setup) => setup.change);
  const main = useSession((session) => session.data);
  const further = useSession((session) => session.further);
  const set = openSet({ further }, entry);
  const name = set?.summary.name ?? entry.data;
  const takeOut = () => {
    const moreData = draft.moreData.toSpliced(place, 1);
    // Languages that it alone had would be refused.
    const sets = moreData.map((one) => openSet({ further }, one));
    if (!main || sets.includes(undefined)) return change({ moreData });
    const left = new Set([main, ...sets.map((one) => one!.summary)].flatMap(({ languages }) => languages));
    const languages = draft.languages.filter((code) => left.has(code));
    change({ moreData, languages, pairWeights: among([...left], draft.pairWeights) });
  };
  return (
    <section aria-label={name} className={styles.set}>
      <h4 className={styles.name} title={entry.data}>
        {name}
      </h4>
      {set ? (
        <p
          className={styles.words}
          title={set.summary.languages.map((code) => pairsOf(set, code)).join(', ')}
        >
          {pairsInWords(set)}
        </p>
      ) : (
        <NotOpen entry={entry} />
      )}
      <div className={styles.controls}>
        <NumberInput
          label={`Weight of ${name}`}
          {...{ min: 0.001, max: 1e6, step: 1 }}
          value={entry.weight}
          format={format.plain}
          onCommit={(weight) => change({ moreData: draft.moreData.with(place, { ...entry, weight }) })}
        />
        <Button aria-label={`Take out ${name}`} onPress={takeOut}>
          Take out
        </Button>
      </div>
    </section>
  );
}

/** What the draft names and nobody has opened yet: by files, or looked up where its name says how. */
function NotOpen({ entry }: { entry: NamedData }) {
  const { listData } = useCommands();
  const lookData = useKept((kept) => kept.lookData);
  const set = useView((view) => view.set);
  const { data, format } = entry;
  const fills = { data, format };
  const isElsewhere = looksLikeAddress(data) || looksLikeDataId(data);
  const lookUp = () => {
    lookData({ purpose: { further: true, fills } });
    set({ dialog: 'hub-data' });
    void listData(data, null);
  };
  return (
    <div className={styles.missing}>
      <p role="status" className={styles.hint}>
        Not open: nothing is trained until it is opened or taken out.
      </p>
      {isElsewhere && (
        <Button aria-label={`Look up ${data}`} onPress={lookUp}>
          Look up…
        </Button>
      )}
      <Ways label={`Open ${data}`} fills={fills}>
        Open
      </Ways>
    </div>
  );
}

/** A data set that is being read. */
function Opening() {
  const isOpening = useSession((session) => session.opening.further);
  const task = useSession(({ tasks }) => tasks.find((one) => one.task === 'read-data'));
  const { cancel } = useCommands();
  if (!isOpening) return null;
  const words = task?.total
    ? `${format.bytes(task.done)} of ${format.bytes(task.total)}`
    : 'looking for its files…';
  return (
    <div className={styles.opening}>
      <Progress
        label="Opening a data set"
        share={task?.total ? Math.min(1, task.done / task.total) : null}
        words={words}
      />
      <Button aria-label="Cancel opening the data set" onPress={() => void cancel()}>
        Cancel
      </Button>
    </div>
  );
}

function Add() {
  const live = useRun(({ status }) => isLive(status));
  if (live) return <p className={styles.words}>Stop the run to add one: it is kept.</p>;
  return <Ways label="Add a data set to train on">Add a data set</Ways>;
}

function Ways({ label, fills, children }: { label: string; fills?: NamedData; children: string }) {
  const moreData = useSetup((setup) => setup.draft.moreData);
  const further = useSession((session) => session.further);
  const { openFurther } = useCommands();
  const isThere = ({ data }: { data: string }) => moreData.some((one) => one.data === data);
  const open = (close: () => void) => (source: KeptSource) => {
    close();
    void openFurther(source, fills);
  };
  return (
    <PopoverCard label={label} trigger={children}>
      {(close) => (
        <DataWays
          open={further.filter(isThere).map(({ summary }) => summary.source)}
          bundled={isThere({ data: BUNDLED.data }) && !fills ? null : BUNDLED.data}
          purpose={{ further: true, fills }}
          close={close}
          onOpen={open(close)}
        />
      )}
    </PopoverCard>
  );
}

/** E.g. `61 pairs: de 1, en 60`; of many languages the largest ones. */
function pairsInWords({ pairs }: FurtherSet): string {
  const counts = Object.entries(pairs).sort(([, a], [, b]) => b - a);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const shown = counts.slice(0, SHOWN).map(([code, count]) => `${code} ${format.count(count)}`);
  const others = counts.length - shown.length;
  return `${format.counted(total, 'pair')}: ${shown.join(', ')}${others > 0 ? ` and ${others} more` : ''}`;
}

const SHOWN = 4;

function pairsOf({ pairs }: FurtherSet, code: string): string {
  return `${code} ${format.count(pairs[code] ?? 0)}`;
}
