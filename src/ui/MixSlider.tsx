import { Label, Slider, SliderOutput, SliderThumb, SliderTrack } from 'react-aria-components';
import { percent } from './format';
import styles from './MixSlider.module.css';

interface MixSliderProps {
  label: string;
  /** Share of monolingual batches in [0, 1]. */
  value: number;
  onChange: (value: number) => void;
  onChangeEnd: (value: number) => void;
}

/** How much of two kinds: the track shows the mix in the two colours that the kinds have everywhere. */
export function MixSlider({ label, value, onChange, onChangeEnd }: MixSliderProps) {
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
            background: `linear-gradient(to right, var(--mono) ${value * 100}%, var(--cross) ${value * 100}%)`,
          }}
        />
        <SliderThumb className={styles.thumb} />
      </SliderTrack>
      <span className={styles.mono}>● {percent(value)} mono</span>
      <span className={styles.cross}>◆ {percent(1 - value)} cross</span>
    </Slider>
  );
}
