import { describe, expect, it, vi } from 'vitest';
import { createGate } from './gate';

const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the gate before each step', () => {
  it('lets steps through while open', async () => {
    const onWait = vi.fn();
    expect(await createGate(false).pass(onWait)).toBe('go');
    expect(onWait).not.toHaveBeenCalled();
  });

  it('holds a step while paused and lets it go upon resume', async () => {
    const gate = createGate(false);
    gate.pause();
    const onWait = vi.fn();
    const passed = vi.fn();
    const passing = gate.pass(onWait).then(passed);
    await settle();
    expect(onWait).toHaveBeenCalledOnce();
    expect(passed).not.toHaveBeenCalled();
    gate.resume();
    await passing;
    expect(passed).toHaveBeenCalledWith('go');
  });

  it('lets exactly one step through a closed gate for each step asked', async () => {
    const gate = createGate(true);
    gate.step();
    expect(await gate.pass(vi.fn())).toBe('go');
    const second = vi.fn();
    void gate.pass(vi.fn()).then(second);
    await settle();
    expect(second).not.toHaveBeenCalled();
    gate.step();
    await settle();
    expect(second).toHaveBeenCalledWith('go');
  });

  it('answers stop, also to one that waits, and stays stopped', async () => {
    const gate = createGate(true);
    const waiting = gate.pass(vi.fn());
    gate.stop();
    expect(await waiting).toBe('stop');
    gate.resume();
    expect(await gate.pass(vi.fn())).toBe('stop');
  });
});
