import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { percent } from './format';
import styles from './MixSlider.module.css';

interface MixSliderProps {
  label: string;
  /** Share of what `of` says, in [0, 1]. */
  value: number;
  /** The rest is of the other kind. */
  of?: 'mono' | 'cross';
  onChange: (value: number) => void;
  onChangeEnd: (value: number) => void;
}

const MARKS = { mono: '●', cross: '◆' };

/** How much of two kinds: the track shows the mix in the two colours that the kinds have everywhere. */
export function MixSlider({ label, value, of = 'mono', onChange, onChangeEnd }: MixSliderProps) {
  const other = of === 'mono' ? 'cross' : 'mono';
  return (
    <Slider
      value={value}
      minValue={0}
      maxValue={1}
      step={0.05}
      onChange={onChange}
      onChangeEnd={onChangeEnd}
      formatOptions={{ minimumFractionDigits: 2, maximumFractionDigits: 2 }}
      className={styles.slider}
    >
      <Label className={styles.label}>{label}</Label>
      <SliderOutput className={styles.output}>{value.toFixed(2)}</SliderOutput>
      <SliderTrack className={styles.track}>
        <span
          className={styles.mix}
          style={{
            background: `linear-gradient(to right, var(--${of}) ${value * 100}%, var(--${other}) ${value * 100}%)`,
          }}
        />
        <SliderThumb className={styles.thumb} />
      </SliderTrack>
      <span className={styles[of]}>
        {MARKS[of]} {percent(value)} {of}
      </span>
      <span className={`${styles[other]} ${styles.rest}`}>
        {MARKS[other]} {percent(1 - value)} {other}
      </span>
    </Slider>
  );
}
