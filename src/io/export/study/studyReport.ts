import { summarise } from '../../../core/statistics/summary';
import { estimateOf, twoWay } from '../../../core/study/effects';
import type { StudyRecord } from '../../../protocol';
import { evaluatedLanguages, figuresOf } from '../report/figures';
import type { Entry, Figure, Mark, Report, ReportTable } from '../report/model';
import { publishedBeside } from '../report/published';
import { blocksOf, cubeOf, placesOf, type Blocks } from './blocks';
import { ASKED, cellTables } from './columns';
import { contrastsOf, FAMILIES, type Answer, type Family } from './families';
import type { DoneRun, StudyResult } from './runFigures';
import { findingsOf, notesOf, whatWasRun } from './words';

/**
 * The report of a study: a pure function of its plan and of the results of the runs that are done, so that it is the same
 * whenever and however often the study was broken off. Runs of blocks that are not whole are left out of it.
 */
export function studyReport(record: StudyRecord, results: ReadonlyMap<string, StudyResult>): Report {
  const blocks = blocksOf(record, results);
  const { study, data } = record;
  const first = blocks.done[0]?.result;
  const title = `${study.name}: a study of ${record.runs.length} runs`;
  const run = { title: 'What was run', items: whatWasRun(record, blocks) };
  if (blocks.runs.length === 0 || !first) {
    const items = ['No block is whole yet: of no fold and seed all runs are done.'];
    return { title, summary: [{ title: 'Findings', items }, run], entries: [], tables: [], notes: [] };
  }
  const answers = answersOf(blocks, study.level);
  const cells = cellEntries(blocks, answers, study.level);
  const untouched = untouchedEntry(blocks);
  const published = publishedBeside(first);
  const contrasts = contrastEntries(answers);
  const variance = varianceEntries(blocks);
  const domains = data.domains.filter((domain) =>
    blocks.done.some(({ result }) => domain in result.scores.domains),
  );
  const [means, ...others] = cellTables(
    [...untouched, ...cells, ...published],
    evaluatedLanguages(first),
    domains,
  );
  return {
    title,
    summary: [...findingsOf(answers, study.level), run],
    entries: [...untouched, ...cells, ...contrasts, ...variance, ...published],
    tables: [means!, ...contrastTables(answers), VARIANCE, ...others],
    notes: notesOf(record, blocks),
  };
}

function answersOf(blocks: Blocks, level: number): Answer[] {
  return ASKED.flatMap(({ key }, figure) => {
    const cube = cubeOf(blocks, key);
    if (cube.length === 0) return [];
    return (Object.keys(FAMILIES) as Family[]).flatMap((family) =>
      contrastsOf(family, cube, blocks, level).map((contrast) => ({ family, figure, contrast })),
    );
  });
}

function cellEntries(blocks: Blocks, answers: readonly Answer[], level: number): Entry[] {
  const { strategies, adaptations, runs, base } = blocks;
  const keys = [...new Set(runs.flatMap(({ figures }) => figures.flat().flatMap((own) => [...own.keys()])))];
  const places = placesOf(blocks);
  const figures = places.map(() => new Map<string, Figure>());
  for (const key of keys) {
    const cube = cubeOf(blocks, key);
    if (cube.length === 0) continue;
    for (const [at, { strategy, adaptation }] of places.entries()) {
      const values = cube.map((block) => block[strategy]![adaptation]!);
      const { value, interval } = estimateOf(values, level);
      figures[at]!.set(key, { value, interval });
    }
  }
  // The differences from the baseline stand in the order of the cells, without that of the baseline itself.
  const others = places.filter(
    ({ strategy, adaptation }) => strategy !== base.strategy || adaptation !== base.adaptation,
  );
  for (const [figure, { key }] of ASKED.entries()) {
    const own = answers.filter((answer) => answer.figure === figure && answer.family === 'cells');
    for (const [i, { contrast }] of own.entries()) {
      const map = figures[places.indexOf(others[i]!)]!;
      const known = map.get(key);
      if (known) map.set(key, { ...known, mark: contrast.mark });
    }
  }
  return places.map(({ strategy, adaptation }, at) => ({
    ...PLAIN,
    name: `${strategies[strategy]} · ${adaptations[adaptation]}`,
    comparable: true,
    tags: strategy === base.strategy && adaptation === base.adaptation ? ['baseline'] : [],
    runs: runs.length,
    figures: figures[at]!,
  }));
}

/** The encoder before training, as the runs of the baseline evaluated it: the seeds change nothing of it. */
function untouchedEntry({ done, runs, strategies, adaptations, base }: Blocks): Entry[] {
  const isWhole = ({ cell }: DoneRun) =>
    runs.some(({ fold, seed }) => fold === cell.fold && seed === cell.seed) &&
    cell.strategy === strategies[base.strategy] &&
    cell.adaptation === adaptations[base.adaptation];
  const all = done.filter(isWhole).flatMap(({ result: { before, data } }) => {
    return before ? [figuresOf(before, data.languages)] : [];
  });
  if (all.length < runs.length) return [];
  const keys = [...all[0]!.keys()].filter((key) => all.every((own) => own.has(key)));
  const figures = keys.map((key): [string, Figure] => {
    const values = all.map((own) => own.get(key)!.value);
    return [key, { value: summarise(values).mean }];
  });
  return [{ ...PLAIN, name: 'untouched encoder', runs: all.length, figures: new Map(figures) }];
}

const contrastKey = (family: Family, key: string) => `${family}: ${key}`;

function contrastEntries(answers: readonly Answer[]): Entry[] {
  return (Object.keys(FAMILIES) as Family[]).flatMap((family) => {
    const own = answers.filter((answer) => answer.family === family);
    return [...new Set(own.map(({ contrast }) => contrast.name))].map((name): Entry => {
      const figures = own.flatMap(({ contrast, figure }): [string, Figure][] => {
        const { value, interval, mark } = contrast;
        if (contrast.name !== name) return [];
        return [[contrastKey(family, ASKED[figure]!.key), { value, interval, mark: mark satisfies Mark }]];
      });
      return { ...PLAIN, name, runs: own[0]!.contrast.blocks, figures: new Map(figures) };
    });
  });
}

function contrastTables(answers: readonly Answer[]): ReportTable[] {
  return (Object.keys(FAMILIES) as Family[])
    .filter((family) => answers.some((answer) => answer.family === family))
    .map((family) => ({
      title: FAMILIES[family],
      detailed: true,
      columns: ASKED.filter((_, figure) =>
        answers.some((answer) => answer.family === family && answer.figure === figure),
      ).map((column) => ({ ...column, key: contrastKey(family, column.key), better: null })),
    }));
}

const VARIANCE: ReportTable = {
  title: 'Analysis of variance',
  detailed: false,
  columns: [
    { key: 'variance f', title: 'F', decimals: 2, better: null },
    { key: 'variance p', title: 'p', decimals: 4, better: null },
    { key: 'variance share', title: 'partial eta squared', decimals: 3, better: null },
  ],
};

function varianceEntries(blocks: Blocks): Entry[] {
  return ASKED.flatMap(({ key, title }) =>
    Object.entries(twoWay(cubeOf(blocks, key))).flatMap(([effect, { f, df, p, share }]): Entry[] => {
      if (f === null || p === null || share === null) return [];
      const figures = new Map([
        ['variance f', { value: f }],
        ['variance p', { value: p }],
        ['variance share', { value: share }],
      ]);
      return [{ ...PLAIN, name: `${title}: ${effect}, F(${df.join(', ')})`, figures }];
    }),
  );
}

const PLAIN = { published: false, comparable: false, tags: [], note: '', runs: 1 } as const;
