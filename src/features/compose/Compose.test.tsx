// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Commands } from '../../state/commands';
import { createKeptStore } from '../../state/kept';
import { createRunStore } from '../../state/run';
import { createRunsStore } from '../../state/runs';
import { createSessionStore } from '../../state/session';
import { createSetupStore } from '../../state/setup';
import { createStudyStore } from '../../state/study';
import { createViewStore } from '../../state/view';
import { WorkbenchProvider } from '../workbench';
import { Compose } from './Compose';

const stores = () => ({
  setup: createSetupStore(),
  session: createSessionStore(),
  run: createRunStore(),
  runs: createRunsStore(),
  kept: createKeptStore('https://huggingface.co'),
  study: createStudyStore(),
  view: createViewStore(),
});
const counts = { de: 3, en: 3 };
const data = {
  name: 'two',
  sha256: '',
  format: 'isoglot-qa',
  languages: ['de', 'en'],
  domains: ['food', 'law'],
  queries: counts,
  candidates: counts,
  questionsPerDomain: { food: 2, law: 1 },
  warnings: [],
};
// Composing calls no command.
const commands = {} as Commands;
let bench = stores();
const draft = () => bench.setup.getState().draft;

describe('Compose', () => {
  beforeEach(() => {
    // jsdom lays nothing out, so it has no observer of sizes.
    vi.stubGlobal(
      'ResizeObserver',
      class {
        observe() {}
        unobserve() {}
        disconnect() {}
      },
    );
    // Nor has it this, which menus look their items up with.
    vi.stubGlobal('CSS', { escape: (text: string) => text });
    HTMLElement.prototype.scrollIntoView = () => undefined;
    bench = stores();
    bench.session.setState({ data });
    render(
      <WorkbenchProvider value={{ stores: bench, commands }}>
        <Compose furtherData={null} />
      </WorkbenchProvider>,
    );
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it('keeps a wrong entry in its field and the last right one in the draft', () => {
    const field = screen.getByLabelText<HTMLInputElement>('Learning rate');
    fireEvent.change(field, { target: { value: 'quick' } });
    fireEvent.blur(field);
    expect(field.value).toBe('quick');
    expect(screen.getByRole('alert').textContent).toContain('Learning rate is a number from');
    expect(draft().learningRate).toBe(1e-4);
  });

  it('holds out a domain with a press and takes it back with undo', () => {
    fireEvent.click(screen.getByRole('button', { name: 'law: source, 1 question' }));
    expect(draft().targetDomains).toEqual(['law']);
    expect(screen.getByText('law: held out').getAttribute('role')).toBe('status');
    fireEvent.click(screen.getByRole('button', { name: 'Undo' }));
    expect(draft().targetDomains).toEqual([]);
    expect(document.activeElement?.getAttribute('aria-label')).toMatch(/Preset/);
  });

  it('adds a term of adaptation once, changes its weight and takes it out again', () => {
    fireEvent.click(screen.getByRole('button', { name: /Domain adaptation/ }));
    const add = () => fireEvent.click(screen.getByRole('button', { name: 'Add a term to the loss' }));
    add();
    fireEvent.click(screen.getByRole('menuitem', { name: /Cropping/ }));
    expect(draft().adaptation).toEqual([
      {
        kind: 'cropping',
        weight: 1,
        texts: 32,
        temperature: 0.05,
        from: 'target',
        shortest: 0.1,
        longest: 0.5,
        deleted: 0.1,
      },
    ]);
    expect(screen.getByText(/Hold a domain out/)).toBeTruthy();
    const weight = screen.getByLabelText<HTMLInputElement>('Weight');
    fireEvent.change(weight, { target: { value: '0.3' } });
    fireEvent.blur(weight);
    expect(draft().adaptation[0]?.weight).toBe(0.3);
    add();
    expect(screen.getByRole('menuitem', { name: /Cropping/ }).getAttribute('aria-disabled')).toBe('true');
    fireEvent.click(screen.getByRole('menuitem', { name: /Gradient reversal/ }));
    expect(draft().adaptation.map(({ kind }) => kind)).toEqual(['cropping', 'adversarial']);
    fireEvent.click(screen.getByRole('button', { name: 'Remove Cropping' }));
    expect(draft().adaptation.map(({ kind }) => kind)).toEqual(['adversarial']);
    expect(document.activeElement?.getAttribute('aria-label')).toBe('Add a term to the loss');
    const rate = screen.getByLabelText<HTMLInputElement>('Classifier rate');
    expect(Number(rate.value)).toBe(0.01);
    fireEvent.change(rate, { target: { value: '0.05' } });
    fireEvent.blur(rate);
    expect(draft().adaptation[0]).toMatchObject({ classifierRate: 0.05 });
  });

  it('refuses to leave nothing to train on', () => {
    fireEvent.click(screen.getByRole('button', { name: /^law/ }));
    fireEvent.click(screen.getByRole('button', { name: /^food/ }));
    expect(draft().targetDomains).toEqual(['law']);
    expect(screen.getByText('At least one domain is needed to train on.')).toBeTruthy();
  });

  it('shows alpha for hybrid batches only', () => {
    expect(screen.getByRole('slider')).toBeTruthy();
    fireEvent.click(screen.getByRole('radio', { name: 'X-Y' }));
    expect(draft().strategy).toBe('X-Y');
    expect(screen.queryByRole('slider')).toBeNull();
  });

  it('tells what of a preset is not the paper’s, while the draft is that preset', () => {
    const preset = { id: 'paper', label: 'The paper’s', description: '' };
    const points = [{ what: 'Temperature', here: '0.05', there: 'not stated' }];
    const departures = { from: 'a paper', points };
    act(() => bench.setup.getState().setPresets([{ ...preset, configuration: draft(), departures }]));
    fireEvent.click(screen.getByRole('button', { name: 'Ours, not the paper’s: 1 point' }));
    expect(screen.getByRole('row', { name: 'Temperature 0.05 not stated' })).toBeTruthy();
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    act(() => bench.setup.getState().change({ steps: 3 }));
    expect(screen.queryByText(/not the paper’s/)).toBeNull();
  });

  it('takes prompts over when the field is left, and the encoder’s own where it is empty', () => {
    fireEvent.click(screen.getByRole('button', { name: /^More/ }));
    const field = screen.getByRole('textbox', { name: 'Query prompt' });
    fireEvent.change(field, { target: { value: 'query: ' } });
    expect(draft().queryPrompt).toBeNull();
    fireEvent.blur(field);
    expect(draft()).toMatchObject({ queryPrompt: 'query: ', passagePrompt: null });
    fireEvent.change(field, { target: { value: '' } });
    fireEvent.blur(field);
    expect(draft().queryPrompt).toBeNull();
  });
});
