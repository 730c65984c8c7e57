import type { ReactNode } from 'react';
import type { Theme } from '../../state/view';
import { Button, Icon, type IconName } from '../../ui';
import { useView } from '../workbench';
import { BackendMenu } from './BackendMenu';
import { DataMenu } from './DataMenu';
import { EncoderMenu } from './EncoderMenu';
import styles from './Status.module.css';

/** The head of the page: what is on the bench, on what it runs. */
export function Status({ tools }: { tools: ReactNode }) {
  const set = useView((view) => view.set);
  return (
    <div className={styles.status}>
      <h1 className={styles.wordmark}>
        <Mark />
        Isoglot
      </h1>
      <div className={styles.bench}>
        <EncoderMenu />
        <DataMenu />
        <BackendMenu />
      </div>
      <div className={styles.tools}>
        {tools}
        <Button look="quiet" onPress={() => set({ metric: 'map' })}>
          Metrics
        </Button>
        <ThemeSwitch />
        <Button look="quiet" aria-label="Keyboard shortcuts" onPress={() => set({ dialog: 'shortcuts' })}>
          ?
        </Button>
      </div>
    </div>
  );
}

/** Two isoglosses, the lines on a map where languages part. */
function Mark() {
  return (
    <svg aria-hidden="true" width="22" height="22" viewBox="0 0 22 22" fill="none" strokeLinecap="round">
      <path d="M2 14C6 14 6 6 11 6s5 6 9 4" stroke="var(--mono)" strokeWidth="2" />
      <path d="M2 9c5-1 6 9 11 8s3-7 7-12" stroke="var(--cross)" strokeWidth="2" />
    </svg>
  );
}

const THEMES: Record<Theme, { icon: IconName; next: Theme }> = {
  system: { icon: 'half', next: 'light' },
  light: { icon: 'sun', next: 'dark' },
  dark: { icon: 'moon', next: 'system' },
};

function ThemeSwitch() {
  const theme = useView((view) => view.theme);
  const set = useView((view) => view.set);
  const { icon, next } = THEMES[theme];
  return (
    <Button
      look="quiet"
      aria-label={`Theme: ${theme}. Change to ${next}`}
      onPress={() => set({ theme: next })}
    >
      <Icon name={icon} size={16} />
    </Button>
  );
}
