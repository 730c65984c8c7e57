import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HistoryEvent, WorkerMessage } from '../protocol';
import { createOutbox } from './outbox';

const event = (seq: number): HistoryEvent => ({ seq, type: 'checkpoint', step: seq });

describe('the outbox', () => {
  beforeEach(() => vi.useFakeTimers({ toFake: ['performance'] }));
  afterEach(() => vi.useRealTimers());

  it('posts at most about ten bundles a second and loses no event', () => {
    const posted: WorkerMessage[] = [];
    const outbox = createOutbox((message) => posted.push(message));
    for (let seq = 0; seq < 1000; seq++) {
      outbox.addHistory('run', event(seq));
      vi.advanceTimersByTime(2);
    }
    outbox.flush();
    expect(posted.length).toBeLessThanOrEqual(22);
    const seqs = posted.flatMap((message) =>
      message.type === 'history' ? message.events.map((e) => e.seq) : [],
    );
    expect(seqs).toEqual(Array.from({ length: 1000 }, (_, seq) => seq));
  });

  it('never mixes two runs in one bundle', () => {
    const posted: WorkerMessage[] = [];
    const outbox = createOutbox((message) => posted.push(message));
    outbox.addHistory('a', event(0));
    outbox.addHistory('a', event(1));
    outbox.addHistory('b', event(0));
    outbox.flush();
    const runs = posted.map(
      (message) => message.type === 'history' && [message.runId, message.events.length],
    );
    expect(runs).toEqual([
      ['a', 2],
      ['b', 1],
    ]);
  });

  it('keeps the newest progress of each task', () => {
    const posted: WorkerMessage[] = [];
    const outbox = createOutbox((message) => posted.push(message));
    const progress = (done: number) =>
      outbox.addProgress({
        type: 'progress',
        task: 't',
        label: '',
        done,
        total: 9,
        unit: 'texts',
        secondsLeft: null,
      });
    progress(0);
    progress(1);
    progress(2);
    outbox.flush();
    const dones = posted.map((message) => message.type === 'progress' && message.progress[0]?.done);
    expect(dones).toEqual([0, 2]);
  });
});
