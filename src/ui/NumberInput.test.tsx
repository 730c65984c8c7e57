// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { plain } from './format';
import { NumberInput } from './NumberInput';

function Sample() {
  const [value, setValue] = useState(32);
  return (
    <>
      <NumberInput
        label="Batch size"
        value={value}
        min={2}
        max={1024}
        step={2}
        integer
        format={plain}
        onCommit={setValue}
      />
      <output>{value}</output>
      <button onClick={() => setValue(8)}>preset</button>
    </>
  );
}

const field = () => screen.getByLabelText<HTMLInputElement>('Batch size');
const type = (text: string) => {
  fireEvent.change(field(), { target: { value: text } });
  fireEvent.blur(field());
};

describe('NumberInput', () => {
  afterEach(cleanup);

  it('takes over what is right', () => {
    render(<Sample />);
    type(' 1 024 ');
    expect(screen.getByRole('status').textContent).toBe('1024');
    expect(field().value).toBe('1024');
  });

  it.each(['many', '1', '3.5', ''])('keeps %j in the field, says what is allowed and what holds', (wrong) => {
    render(<Sample />);
    type(wrong);
    expect(field().value).toBe(wrong);
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByRole('alert').textContent).toBe(
      'Batch size is a whole number from 2 to 1024. Until then 32 holds.',
    );
    expect(screen.getByRole('status').textContent).toBe('32');
  });

  it('gives way to a value from outside, and nudges with the arrow keys', () => {
    render(<Sample />);
    type('many');
    fireEvent.click(screen.getByRole('button', { name: 'preset' }));
    expect(field().value).toBe('8');
    expect(screen.queryByRole('alert')).toBeNull();
    fireEvent.keyDown(field(), { key: 'ArrowUp' });
    expect(field().value).toBe('10');
  });
});
