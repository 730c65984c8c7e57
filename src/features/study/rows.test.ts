import { describe, expect, it } from 'vitest';
import { defaultConfiguration, study, type RunRecord } from '../../protocol';
import type { Queue } from '../../state/study';
import { rowsOf, secondsOf } from './rows';

const cell = { strategy: 'X-Y', adaptation: 'none', fold: 'all', seed: 1 };
const queue: Queue = {
  key: 's',
  study: study.parse({ schema: 'isoglot/study@1', name: 'S', strategies: [{ name: 'X-Y' }], seeds: [1] }),
  bytes: null,
  runs: ['a', 'b', 'c', 'd', 'e'].map((id, i) => ({ ...cell, id, seconds: 10 * i })),
};
const record = (id: string, patch: Partial<RunRecord>) =>
  ({ id: `s/${id}`, step: 3, configuration: { ...defaultConfiguration, steps: 7 }, ...patch }) as RunRecord;
const headline = { before: {}, now: { mono: 0.5 } };
const records = [
  record('a', { status: 'finished', headline, seconds: 5 }),
  record('b', { status: 'interrupted', headline }),
  record('c', { status: 'running' }),
  // A run of another study.
  { ...record('d', { status: 'finished' }), id: 'other/d' },
];
const rest = { current: null, reasons: { e: 'The loss is not finite.' }, status: 'idle' } as const;

describe('the rows of the queue', () => {
  it('say what has come of each run', () => {
    const rows = rowsOf(queue, records, { ...rest, current: { id: 'c', step: 4, phase: '' } });
    expect(rows.map(({ state, words }) => [state, words])).toEqual([
      ['done', 'done'],
      ['kept', 'kept at step 3/7'],
      ['running', 'step 4/7'],
      ['waiting', 'waiting'],
      ['failed', 'The loss is not finite.'],
    ]);
    expect(rows.map(({ figures }) => figures?.mono)).toEqual([0.5, ...Array<undefined>(4).fill(undefined)]);
  });

  it('show as running what runs in another tab, and as kept what a closed one left', () => {
    const state = (status: 'idle' | 'elsewhere') => rowsOf(queue, records, { ...rest, status })[2]!.state;
    expect(state('elsewhere')).toBe('running');
    expect(state('idle')).toBe('kept');
  });

  it('know the time left from the runs that are done, and from the check where none is', () => {
    // All are of one kind, of which one took 20 s; b has made 3 of its 7 steps, c 4.
    const timed = records.map((one) => (one.id === 's/a' ? { ...one, seconds: 20 } : one));
    const running = { ...rest, current: { id: 'c', step: 4, phase: '' } };
    const rows = rowsOf(queue, timed, running);
    const left = [0, (20 * 4) / 7, (20 * 3) / 7, 20, 20];
    rows.forEach(({ secondsLeft }, at) => expect(secondsLeft).toBeCloseTo(left[at]!, 9));
    expect(secondsOf(rows)).toBeCloseTo(60, 9);
    // As checked: a 0, b 10, c 20, d 30, e 40; e has failed, and is not made again before all others are.
    expect(secondsOf(rowsOf(queue, [], { ...rest, status: 'running' }))).toBe(60);
    expect(secondsOf(rowsOf(queue, [], rest))).toBe(100);
    const unknown = { ...queue, runs: queue.runs.with(3, { ...queue.runs[3]!, seconds: null }) };
    expect(secondsOf(rowsOf(unknown, [], rest))).toBeNull();
  });
});
