import type { ReactNode } from 'react';
import {
  Menu as AriaMenu,
  MenuItem,
  MenuTrigger,
  Popover,
  Text,
  type MenuTriggerProps,
} from 'react-aria-components';
import { Button } from './Button';
import { Icon } from './Icon';
import choice from './Choice.module.css';

interface MenuProps<T extends string> extends Pick<MenuTriggerProps, 'isOpen' | 'onOpenChange'> {
  /** Accessible name of the button; its visible words are `children`. */
  label: string;
  children: ReactNode;
  items: readonly { id: T; label: string; description?: string; isDisabled?: boolean }[];
  onAction: (id: T) => void;
  look?: 'plain' | 'quiet';
  isDisabled?: boolean;
}

/** A button that opens a list of actions. */
export function Menu<T extends string>(props: MenuProps<T>) {
  const { label, children, items, onAction, look = 'quiet', isDisabled, ...trigger } = props;
  return (
    <MenuTrigger {...trigger}>
      <Button look={look} aria-label={label} isDisabled={isDisabled}>
        {children}
        <Icon name="down" size={12} />
      </Button>
      <Popover className={choice.popover} offset={4}>
        <AriaMenu className={choice.list} onAction={(key) => onAction(key as T)} aria-label={label}>
          {items.map((item) => (
            <MenuItem
              key={item.id}
              id={item.id}
              textValue={item.label}
              isDisabled={item.isDisabled}
              className={choice.option}
            >
              <Text slot="label">{item.label}</Text>
              {item.description && (
                <Text slot="description" className={choice.description}>
                  {item.description}
                </Text>
              )}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
