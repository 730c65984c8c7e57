import {
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Select,
  SelectValue,
  Text,
} from 'react-aria-components';
import { Icon } from './Icon';
import styles from './Choice.module.css';

interface ChoiceProps<T extends string> {
  label: string;
  value: T | null;
  options: readonly { value: T; label: string; description?: string }[];
  placeholder?: string;
  onChange: (value: T) => void;
  labelled?: boolean;
}

/** One of many, in a list that opens. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, value, options, placeholder, onChange, labelled } = props;
  return (
    <Select
      aria-label={labelled ? undefined : label}
      className={styles.select}
      value={value}
      placeholder={placeholder}
      onChange={(key) => key !== null && onChange(key as T)}
    >
      {labelled && <Label className={styles.label}>{label}</Label>}
      <Button className={styles.button}>
        <SelectValue className={styles.value}>
          {({ selectedText, isPlaceholder }) => (isPlaceholder ? placeholder : selectedText)}
        </SelectValue>
        <Icon name="down" />
      </Button>
      <Popover className={styles.popover} offset={4}>
        <ListBox className={styles.list}>
          {options.map((option) => (
            <ListBoxItem
              key={option.value}
              id={option.value}
              textValue={option.label}
              className={styles.option}
            >
              <Text slot="label" className={styles.optionLabel}>
                {option.label}
              </Text>
              {option.description && (
                <Text slot="description" className={styles.description}>
                  {option.description}
                </Text>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
