// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, describe, expect, it } from 'vitest';
import { sequential } from './colour';
import { Heatmap } from './Heatmap';

const VALUES: Record<string, number> = { 'de-de': 0.9, 'de-en': 0.1, 'en-de': 0.5 };
const LANGUAGES = ['de', 'en'].map((id) => ({ id, content: id }));

/** @param doubtful German queries in English may have changed by chance */
function Sample({ doubtful = false }) {
  const [focus, setFocus] = useState<[string, string] | null>(null);
  return (
    <Heatmap
      label="mAP by query and passage language"
      rowTitle="query"
      columnTitle="passage language"
      rows={LANGUAGES}
      columns={LANGUAGES}
      cell={(row, column) => {
        const value = VALUES[`${row}-${column}`] ?? null;
        const text = value === null ? '–' : value.toFixed(3).slice(1);
        const colour = value === null ? null : sequential(value);
        return { value, text, colour, doubtful: doubtful && row === 'de' && column === 'en' };
      }}
      marginOfRow={() => ({ text: '.300', hint: '95 % .281 to .319' })}
      marginOfColumn={() => ({ text: '.400' })}
      corner={{ text: '.350' }}
      focus={focus}
      onFocus={(row, column) => setFocus([row, column])}
      onLeave={() => setFocus(null)}
      onHover={() => undefined}
    />
  );
}

const table = () => screen.getByRole('table', { name: 'mAP by query and passage language' });
const at = (place: string) => table().querySelector<HTMLElement>(`[data-at="${place}"]`)!;

describe('Heatmap', () => {
  afterEach(cleanup);

  it('is a table whose headers name every cell', () => {
    render(<Sample />);
    expect(
      within(table())
        .getAllByRole('columnheader')
        .map((h) => h.textContent),
    ).toEqual(['passage language', 'de', 'en', 'mean']);
    expect(
      within(table())
        .getAllByRole('rowheader')
        .map((h) => h.textContent),
    ).toEqual(['de', 'en', 'mean']);
  });

  it('writes the number in the cell, and says what was not measured', () => {
    render(<Sample />);
    expect(at('0,0').textContent).toBe('.900');
    expect(at('1,1').textContent).toContain('not measured');
  });

  it('walks with the arrow keys and keeps one tab stop', () => {
    render(<Sample />);
    at('0,0').focus();
    fireEvent.keyDown(at('0,0'), { key: 'ArrowRight' });
    fireEvent.keyDown(at('0,1'), { key: 'ArrowDown' });
    expect(document.activeElement).toBe(at('1,1'));
    fireEvent.keyDown(at('1,1'), { key: 'ArrowDown' });
    expect(document.activeElement).toBe(at('1,1'));
    fireEvent.keyDown(at('1,1'), { key: 'Home', ctrlKey: true });
    expect(document.activeElement).toBe(at('0,0'));
    expect([...table().querySelectorAll('td[tabindex="0"]')]).toEqual([at('0,0')]);
  });

  it('lets go of the cell with Escape; the walk goes on from there', () => {
    render(<Sample />);
    act(() => at('0,1').focus());
    expect(at('0,1').className).toContain('selected');
    fireEvent.keyDown(at('0,1'), { key: 'Escape' });
    expect(at('0,1').className).not.toContain('selected');
    fireEvent.pointerDown(at('0,1'));
    expect(at('0,1').className).toContain('selected');
    fireEvent.keyDown(at('0,1'), { key: 'Escape' });
    fireEvent.keyDown(at('0,1'), { key: 'ArrowDown' });
    expect(document.activeElement).toBe(at('1,1'));
  });

  it('turns the ink with the ground', () => {
    render(<Sample />);
    expect(at('0,0').style.color).toBe('rgb(0, 0, 0)');
    expect(at('0,1').style.color).toBe('rgb(255, 255, 255)');
  });

  it('says of a difference that may be chance that it is not significant, and takes its colour back', () => {
    render(<Sample doubtful />);
    expect(at('0,1').textContent).toMatch(/not significant$/);
    expect(at('0,1').className).toContain('doubtful');
    expect(at('0,1').style.color).toBe('');
    expect(at('0,0').textContent).not.toContain('significant');
  });
});
