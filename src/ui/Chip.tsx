import type { ReactNode } from 'react';
import { Button, ToggleButton } from 'react-aria-components';
import styles from './Chip.module.css';

interface ToggleChipProps {
  /** Accessible name. */
  label: string;
  isSelected: boolean;
  onChange: (selected: boolean) => void;
  colour: string;
  isDisabled?: boolean;
  hint?: string;
  children: ReactNode;
}

/** On or off, with a colour of its own. */
export function ToggleChip({ label, colour, hint, children, ...toggle }: ToggleChipProps) {
  return (
    <ToggleButton aria-label={label} {...toggle} className={styles.chip}>
      <span className={styles.swatch} style={{ background: colour }} />
      <span title={hint}>{children}</span>
    </ToggleButton>
  );
}

export type Role = 'source' | 'held out' | 'unused';

interface RoleChipProps {
  name: string;
  role: Role;
  /** Beside the name, e.g. how many questions. */
  detail: string;
  onPress: () => void;
}

const MARKS: Record<Role, string> = { source: '●', 'held out': '◒', unused: '○' };

/** One of three roles; every press goes on to the next. */
export function RoleChip({ name, role, detail, onPress }: RoleChipProps) {
  return (
    <Button
      aria-label={`${name}: ${role}, ${detail}`}
      className={`${styles.chip} ${styles[role === 'held out' ? 'held' : role]}`}
      onPress={onPress}
    >
      <span aria-hidden="true" className={styles.mark}>
        {MARKS[role]}
      </span>
      <span title={`${role}, ${detail}`}>{name}</span>
    </Button>
  );
}

/** The marks and what they mean, with how many have each. */
export function RoleLegend({ counts }: { counts: Record<Role, number> }) {
  return (
    <span className={styles.legend}>
      {(Object.keys(MARKS) as Role[]).map((role) => (
        <span key={role}>
          <span aria-hidden="true" className={styles.mark}>
            {MARKS[role]}
          </span>{' '}
          {counts[role]} {role}
        </span>
      ))}
    </span>
  );
}
