import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Disclosure, DisclosurePanel, Heading, Button as AriaButton } from 'react-aria-components';
import { openSet } from '../../state/session';
import { Blank, Button, format, Icon, Panel } from '../../ui';
import { useSession, useSetup } from '../workbench';
import { Adaptation } from './Adaptation';
import { BestEncoder } from './BestEncoder';
import { Domains, Languages } from './Choices';
import { HardNegatives } from './HardNegatives';
import { Memory } from './Memory';
import { MainNumbers, MoreNumbers, TrainedPart } from './Numbers';
import { Departures, Presets } from './Presets';
import { SamplingPart } from './SamplingPart';
import { Strategy } from './StrategySettings';
import { useTrainable } from './trainable';
import styles from './Compose.module.css';

interface ComposeProps {
  /** What the data are that are trained on beside those on the bench. */
  furtherData: ReactNode;
}

/** The experiment being composed. */
export function Compose({ furtherData }: ComposeProps) {
  const data = useSession((session) => session.data);
  const opening = useSession((session) => session.opening.data);
  const chosen = useSetup((setup) => setup.draft.languages);
  const trainable = useTrainable();
  const trainingLanguages = chosen.length > 0 ? chosen : trainable.languages;
  const changes = useSetup((setup) => setup.past.length);
  const undo = useSetup((setup) => setup.undo);
  return (
    <Panel
      title="Compose"
      className={styles.compose}
      actions={
        <>
          <Presets />
          <Button
            look="quiet"
            aria-label="Undo"
            isDisabled={changes === 0}
            onPress={({ target }) => {
              undo();
              // With nothing left to undo this button gives up the focus: the preset beside it takes it.
              if (changes === 1) target.parentElement?.querySelector('button')?.focus();
            }}
          >
            <Icon name="undo" />
          </Button>
        </>
      }
    >
      <div className={styles.stack}>
        <Departures />
        {data ? (
          <>
            <Languages data={trainable} />
            <Domains data={data} />
          </>
        ) : (
          <div className={styles.waiting}>
            <Blank title={opening ? 'Opening the data…' : 'No data'}>
              <p>Languages and domains appear here once the data is open.</p>
            </Blank>
          </div>
        )}
        <Strategy languages={trainingLanguages} />
        <MainNumbers />
        <FurtherPart>{furtherData}</FurtherPart>
        <More title="More" about="schedules, loss, prompts, vocabulary">
          <MoreNumbers />
        </More>
        <More title="Hard negatives" about="how many, of which ranks">
          <HardNegatives />
        </More>
        <More title="Best encoder" about="validation, early stopping">
          <BestEncoder />
        </More>
        <More title="Domain adaptation" about="further terms of the loss">
          <Adaptation />
        </More>
        <More title="Sampling" about="languages, domains, code-switching">
          <SamplingPart />
        </More>
        <More title="What is trained" about="all of it, part of it, LoRA">
          <TrainedPart />
        </More>
        <Memory />
      </div>
    </Panel>
  );
}

/** Opens by itself where the draft names a data set that is not open: nothing can be trained until that is seen to. */
function FurtherPart({ children }: { children: ReactNode }) {
  const moreData = useSetup((setup) => setup.draft.moreData);
  const further = useSession((session) => session.further);
  // What opens by itself needs nobody.
  const isSettled = useSession((session) => session.data !== null && !session.opening.further);
  const missing = moreData.filter((one) => !openSet({ further }, one)).length;
  const about =
    missing > 0
      ? `${format.counted(missing, 'data set')} not open`
      : moreData.length > 0
        ? format.counted(moreData.length, 'further data set')
        : 'further data sets';
  return (
    <div data-drop="further">
      <More title="Also train on" about={about} isUrgent={isSettled && missing > 0}>
        {children}
      </More>
    </div>
  );
}

interface MoreProps {
  title: string;
  about: string;
  /** It holds what must be seen to: it opens by itself. */
  isUrgent?: boolean;
  children: ReactNode;
}

/** What is seldom changed. It opens at the foot of a panel that scrolls: it must come into sight by itself. */
function More({ title, about, isUrgent = false, children }: MoreProps) {
  const [isOpen, setOpen] = useState(false);
  const [wasUrgent, setWasUrgent] = useState(false);
  if (isUrgent !== wasUrgent) {
    setWasUrgent(isUrgent);
    if (isUrgent) setOpen(true);
  }
  const whole = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isOpen) whole.current?.scrollIntoView({ block: 'nearest' });
  }, [isOpen]);
  return (
    <Disclosure ref={whole} className={styles.disclosure} isExpanded={isOpen} onExpandedChange={setOpen}>
      <Heading level={3}>
        <AriaButton slot="trigger" className={styles.trigger}>
          <Icon name="down" size={12} /> {title} <span className={styles.counts}>{about}</span>
        </AriaButton>
      </Heading>
      <DisclosurePanel>{children}</DisclosurePanel>
    </Disclosure>
  );
}
