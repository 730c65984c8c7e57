import { useState } from 'react';
import { MixSlider } from '../../ui';
import { useSetup } from '../workbench';

interface ShareSliderProps {
  field: 'alpha' | 'alphaEnd' | 'crossShare';
  label: string;
}

/** A share of the draft. While the thumb is dragged the draft stands still, so that undo takes back the whole movement. */
export function ShareSlider({ field, label }: ShareSliderProps) {
  const share = useSetup((setup) => setup.draft[field]);
  const change = useSetup((setup) => setup.change);
  const [dragged, setDragged] = useState<number | null>(null);
  return (
    <MixSlider
      label={label}
      of={field === 'crossShare' ? 'cross' : 'mono'}
      value={dragged ?? share}
      onChange={setDragged}
      onChangeEnd={(value) => {
        setDragged(null);
        if (value !== share) change({ [field]: value });
      }}
    />
  );
}
