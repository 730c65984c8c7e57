import { baselineOf } from '../../../core/study/grid';
import type { Cube, Place } from '../../../core/study/effects';
import { groupBy } from '../../../core/groupBy';
import type { StudyRecord } from '../../../protocol';
import { runFigures, type DoneRun, type StudyResult } from './runFigures';

/** The runs of a study as the analysis takes them: whole blocks, in each all strategies with all adaptations. */
export interface Blocks {
  strategies: string[];
  adaptations: string[];
  /** `[block][strategy][adaptation]`, by figure. */
  runs: { fold: string; seed: number; figures: ReadonlyMap<string, number>[][] }[];
  /** Of each run that is done, whether its block is whole or not. */
  done: DoneRun[];
  /** Blocks of the plan. */
  planned: number;
  base: Place;
}

/** @param results of the runs that are done, by their ids */
export function blocksOf({ study, runs }: StudyRecord, results: ReadonlyMap<string, StudyResult>): Blocks {
  const [strategies, adaptations] = [study.strategies, study.adaptations].map((list) =>
    list.map(({ name }) => name),
  ) as [string[], string[]];
  const done = runs.flatMap(({ id, ...cell }) => {
    const found = results.get(id);
    return found ? [{ cell, ...found }] : [];
  });
  const figuresOf = new Map(done.map((run) => [JSON.stringify(cellKey(run.cell)), runFigures(run)]));
  const planned = [...groupBy(runs, ({ fold, seed }) => JSON.stringify([fold, seed])).values()];
  const whole = planned.flatMap(([first]) => {
    const { fold, seed } = first!;
    const figures = strategies.map((strategy) =>
      adaptations.flatMap((adaptation) => {
        return figuresOf.get(JSON.stringify(cellKey({ strategy, adaptation, fold, seed }))) ?? [];
      }),
    );
    return figures.every((row) => row.length === adaptations.length) ? [{ fold, seed, figures }] : [];
  });
  const baseline = baselineOf(study);
  const base = {
    strategy: strategies.indexOf(baseline.strategy),
    adaptation: adaptations.indexOf(baseline.adaptation),
  };
  return { strategies, adaptations, runs: whole, done, planned: planned.length, base };
}

const cellKey = ({ strategy, adaptation, fold, seed }: DoneRun['cell']) => [strategy, adaptation, fold, seed];

/** A figure of all runs, of the blocks alone that know it in every run. */
export function cubeOf({ runs }: Blocks, key: string): Cube {
  return runs
    .filter(({ figures }) => figures.flat().every((own) => own.has(key)))
    .map(({ figures }) => figures.map((row) => row.map((own) => own.get(key)!)));
}

/** Every cell's place, strategies first. */
export function placesOf({ strategies, adaptations }: Blocks): Place[] {
  return strategies.flatMap((_, strategy) => adaptations.map((__, adaptation) => ({ strategy, adaptation })));
}

export const isSame = (a: Place, b: Place) => a.strategy === b.strategy && a.adaptation === b.adaptation;
