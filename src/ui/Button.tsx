import type { Ref } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components';
import styles from './Button.module.css';

interface ButtonProps extends AriaButtonProps {
  /** `primary`: the one thing to do; `plain`: outlined; `quiet`: words or an icon alone. */
  look?: 'primary' | 'plain' | 'quiet';
  className?: string;
  ref?: Ref<HTMLButtonElement>;
}

/** A button that says what happens. */
export function Button({ look = 'plain', className, ...props }: ButtonProps) {
  return <AriaButton {...props} className={`${styles.button} ${styles[look]} ${className ?? ''}`} />;
}
