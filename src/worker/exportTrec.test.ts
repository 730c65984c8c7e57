import { describe, expect, it } from 'vitest';
import type { RankTable } from '../core/rankTable';
import { MEASUREMENT } from '../protocol';
import { exportTrec } from './exportTrec';
import { newSession, type Session } from './session';

/** One query whose only relevant passage, the second of two, was found first. */
const table = {
  queries: Int32Array.of(0),
  offsets: Int32Array.of(0, 1),
  relevant: Int32Array.of(1),
  candidatePassage: Int32Array.of(0, 1),
  topK: 2,
  top: Int32Array.of(1, 0),
  topScores: Float32Array.of(0.5, 0.25),
} as unknown as RankTable;
const corpus = { queries: [{ id: 'q 1' }], passages: [{ id: 'p1' }, { id: 'p2' }] };
const session = (runId: string, step: number) =>
  ({
    ...newSession(),
    ...{ backend: {}, encoder: {}, data: { corpus } },
    latest: { runId, step, evaluation: { table } },
  }) as unknown as Session;

describe('exportTrec', () => {
  it('gives run and qrels of the latest evaluation', async () => {
    const [run, qrels] = (['run', 'qrels'] as const).map((part) => exportTrec(session('a', 4), 'a', 4, part));
    expect(await run!.text()).toBe('q_1 Q0 p2 1 0.5 isoglot\nq_1 Q0 p1 2 0.25 isoglot\n');
    expect(await qrels!.text()).toBe('q_1 0 p2 1\n');
  });

  it('takes a measurement for the first scores of a run, and refuses the rankings of others', () => {
    expect(() => exportTrec(session(MEASUREMENT, 0), 'a', 0, 'run')).not.toThrow();
    for (const other of [session('b', 4), session('a', 2), session(MEASUREMENT, 0), newSession()]) {
      expect(() => exportTrec(other, 'a', 4, 'run')).toThrow(/no longer there/);
    }
  });
});
