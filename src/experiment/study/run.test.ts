import { describe, expect, it } from 'vitest';
import { IsoglotError, type ErrorCode } from '../../core/errors';
import { defaultConfiguration, type StudyEvent } from '../../protocol';
import type { Pull, TrainEvent } from '../train';
import type { StudyRun } from './plan';
import { runStudy } from './run';

const runs: StudyRun[] = ['a', 'b', 'c'].map((id) => ({
  ...{ id, strategy: id, adaptation: 'none', fold: 'all', seed: 0 },
  configuration: defaultConfiguration,
}));

const step = (number: number): TrainEvent => ({
  ...{ type: 'step', seq: number, step: number, loss: 1, gradientNorm: 1, learningRate: 1 },
  ...{ batch: { kind: 'mono', pairs: {} }, seconds: 1 },
});

/** Runs of three steps; a fault comes before the second. */
function place(options: { done?: string[]; faults?: Record<string, ErrorCode> } = {}) {
  const made: string[] = [];
  const pulls: (Pull | undefined)[] = [];
  return {
    made,
    pulls,
    isDone: ({ id }: StudyRun) => Promise.resolve(options.done?.includes(id) ?? false),

    async *runOne({ id }: StudyRun): AsyncGenerator<TrainEvent, 'done' | 'left', Pull | undefined> {
      for (const number of [1, 2, 3]) {
        const pull = yield step(number);
        pulls.push(pull);
        const code = options.faults?.[id];
        if (code) throw new IsoglotError({ code, what: `Run ${id} fails.` });
        if (pull === 'leave') return 'left';
      }
      made.push(id);
      return 'done';
    },
  };
}

async function driven(
  work: AsyncGenerator<StudyEvent | TrainEvent, string, Pull | undefined>,
  answer: (event: StudyEvent | TrainEvent) => Pull = () => 'go',
) {
  const events: (StudyEvent | TrainEvent)[] = [];
  let turn = await work.next();
  while (!turn.done) {
    events.push(turn.value);
    turn = await work.next(answer(turn.value));
  }
  const states = events.flatMap((event) =>
    event.type === 'study-run' ? [`${event.id} ${event.state}`] : [],
  );
  return { outcome: turn.value, events, states };
}

describe('a study', () => {
  it('makes the runs that are not done, and counts all', async () => {
    const all = place({ done: ['a'] });
    const { outcome, events, states } = await driven(runStudy(runs, all));
    expect(outcome).toBe('done');
    expect(all.made).toEqual(['b', 'c']);
    expect(states).toEqual(['a skipped', 'b begun', 'b done', 'c begun', 'c done']);
    const counts = events.flatMap((event) => (event.type === 'study' ? [event.done] : []));
    expect(counts).toEqual([1, 2, 3]);
  });

  it('knows the time left from what was measured, of the runs that are left alone', async () => {
    const expected = new Map([
      ['a', 5],
      ['b', 10],
      ['c', 20],
    ]);
    const { events } = await driven(runStudy(runs, place({ done: ['a'] }), expected));
    expect(events.find((event) => event.type === 'study')).toMatchObject({ secondsLeft: 30 });
    const unknown = await driven(runStudy(runs, place()));
    expect(unknown.events.find((event) => event.type === 'study')).toMatchObject({ secondsLeft: null });
  });

  it('is left at a step or between two runs, and never stops a run short', async () => {
    const atStep = place();
    const left = await driven(runStudy(runs, atStep), (event) =>
      event.type === 'step' && event.step === 2 ? 'stop' : 'go',
    );
    expect(left.outcome).toBe('left');
    expect(left.states).toEqual(['a begun', 'a left']);
    expect(atStep.pulls).toEqual(['go', 'leave']);
    const between = await driven(runStudy(runs, place()), (event) =>
      event.type === 'study' && event.done === 1 ? 'leave' : 'go',
    );
    expect(between).toMatchObject({ outcome: 'left', states: ['a begun', 'a done'] });
  });

  it('passes over a run whose loss is not finite, and ends at a full disk', async () => {
    const diverged = place({ faults: { b: 'not-finite' } });
    const { outcome, events, states } = await driven(runStudy(runs, diverged));
    expect(outcome).toBe('incomplete');
    expect(diverged.made).toEqual(['a', 'c']);
    expect(states).toContain('b failed');
    expect(events.at(-1)).toMatchObject({ type: 'study', done: 2, total: 3 });
    const full = place({ faults: { b: 'storage-full' } });
    await expect(driven(runStudy(runs, full))).rejects.toMatchObject({ code: 'storage-full' });
    expect(full.made).toEqual(['a']);
  });
});
