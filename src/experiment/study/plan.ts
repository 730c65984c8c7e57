import { IsoglotError } from '../../core/errors';
import { duplicateIn, gridOf, slugOf, type GridCell } from '../../core/study/grid';
import { fieldPath } from '../../io/json';
import { sha256 } from '../../io/sha256';
import {
  configuration,
  defaultConfiguration,
  type Configuration,
  type DataSummary,
  type Study,
} from '../../protocol';

export interface StudyRun extends GridCell {
  /** Name of its folder: its levels, and eight digits that change with its configuration and its data. */
  id: string;
  configuration: Configuration;
}

const MAX_RUNS = 5000;

/** What is the grid's own, or must be one for all runs so that they can be held against each other. */
const NOT_IN_LEVELS = [
  ...[
    'schema',
    'name',
    'seed',
    'targetDomains',
    'evaluationLanguages',
    'encoder',
    'data',
    'format',
    'moreData',
    'backend',
  ],
];

/**
 * All runs of a study in the order in which they are made.
 * @param data that they are made on
 * @param more further data sets that they train on, in the order of the base
 * @throws IsoglotError `bad-configuration` naming the field of the study: a setting that is no configuration's or out of
 *   range, a name that is there twice, a fold that holds nothing out or what the data lack, a baseline that is no level.
 */
export async function planStudy(
  study: Study,
  data: DataSummary,
  more: readonly DataSummary[] = [],
): Promise<StudyRun[]> {
  const { strategies, adaptations, seeds } = study;
  const folds = study.folds.length > 0 ? study.folds : [WHOLE];
  checkNames({ strategies, adaptations, folds });
  checkLevels(study);
  checkBaseline(study);
  for (const [at, fold] of study.folds.entries()) checkFold(fold, `folds[${at}]`, data);
  const twice = seeds.find((seed, at) => seeds.indexOf(seed) < at);
  if (twice !== undefined) throw wrong(`Seed ${twice} is there twice.`, 'seeds', 'Name each seed once.');
  const count = strategies.length * adaptations.length * folds.length * seeds.length;
  if (count > MAX_RUNS) throw wrong(`This is a grid of ${count} runs.`, 'study', `Take at most ${MAX_RUNS}.`);
  const runs: StudyRun[] = [];
  for (const cell of gridOf({ strategies, adaptations, folds, seeds })) {
    const own = configured(study, cell, [data, ...more]);
    runs.push({
      ...cell,
      id: `${slugOf(cell)}-${await runFingerprint(own, data, more)}`,
      configuration: own,
    });
  }
  return runs;
}

/** What the runs of a study have in common. @throws IsoglotError `bad-configuration` naming the field. */
export function baseOf({ base }: Study): Configuration {
  return parsedFrom({ schema: defaultConfiguration.schema, ...base }, [['base', base]]);
}

type Fold = Study['folds'][number];

/** Holds out what the base does. */
const WHOLE: Fold = { name: 'all', targetDomains: [], zeroShotLanguages: [] };

function configured(study: Study, cell: GridCell, data: readonly DataSummary[]): Configuration {
  const at = (list: readonly { name: string }[], name: string) => list.findIndex((one) => one.name === name);
  const [s, a] = [at(study.strategies, cell.strategy), at(study.adaptations, cell.adaptation)];
  const fold = study.folds.find(({ name }) => name === cell.fold) ?? WHOLE;
  const layers: Layer[] = [
    ['base', study.base],
    [`strategies[${s}].set`, study.strategies[s]!.set],
    [`adaptations[${a}].set`, study.adaptations[a]!.set],
  ];
  const name = [study.name, cell.strategy, cell.adaptation, cell.fold, cell.seed].join(' · ').slice(0, 200);
  const merged = {
    schema: defaultConfiguration.schema,
    ...study.base,
    ...layers[1]![1],
    ...layers[2]![1],
    ...(fold.targetDomains.length > 0 ? { targetDomains: fold.targetDomains } : {}),
    ...{ seed: cell.seed, name },
  };
  const own = parsedFrom(merged, layers);
  return withoutLanguages(own, fold.zeroShotLanguages, data);
}

type Layer = [where: string, set: Record<string, unknown>];

/** @param layers that it was made of, the topmost last, for messages */
function parsedFrom(merged: Record<string, unknown>, layers: readonly Layer[]): Configuration {
  const parsed = configuration.safeParse(merged);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const key = String(issue!.path[0] ?? (issue as { keys?: string[] }).keys?.[0] ?? '');
  const where = layers.findLast(([, set]) => key in set)?.[0] ?? 'base';
  throw wrong(
    `${issue!.message}.`,
    [where, fieldPath(issue!.path)].filter(Boolean).join('.'),
    'Correct this field; docs/configuration.md lists every field and its range.',
  );
}

function withoutLanguages(
  own: Configuration,
  zeroShot: readonly string[],
  data: readonly DataSummary[],
): Configuration {
  if (zeroShot.length === 0) return own;
  const all = [...new Set(data.flatMap((set) => set.languages))].sort();
  const trained = own.languages.length > 0 ? own.languages : all;
  const languages = trained.filter((language) => !zeroShot.includes(language));
  if (languages.length > 0) return { ...own, languages };
  throw wrong('No language is left to train on.', 'folds', 'Hold fewer languages out.');
}

/** Eight digits of a hash of the settings that are not the defaults: a later version's new fields leave it as it is. */
export async function runFingerprint(
  { name: _name, ...own }: Configuration,
  { sha256: data }: Pick<DataSummary, 'sha256'>,
  more: readonly Pick<DataSummary, 'sha256'>[] = [],
): Promise<string> {
  const settings = Object.entries(own)
    .filter(([key, value]) => {
      const usual = defaultConfiguration[key as keyof typeof own] as unknown;
      return JSON.stringify(value) !== JSON.stringify(usual);
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return (await sha256(JSON.stringify([settings, data, ...more.map((set) => set.sha256)]))).slice(0, 8);
}

function checkNames(factors: Record<'strategies' | 'adaptations' | 'folds', readonly { name: string }[]>) {
  for (const [factor, levels] of Object.entries(factors)) {
    const twice = duplicateIn(levels);
    if (!twice) continue;
    const [a, b] = [levels[twice.earlier]!.name, levels[twice.at]!.name];
    throw wrong(
      a === b ? `"${a}" is there twice.` : `"${a}" and "${b}" would make folders of one name.`,
      `${factor}[${twice.at}].name`,
      'Give each its own name.',
    );
  }
}

function checkLevels({ strategies, adaptations }: Study): void {
  for (const [factor, levels] of Object.entries({ strategies, adaptations })) {
    for (const [at, { set }] of levels.entries()) {
      const own = NOT_IN_LEVELS.find((key) => key in set);
      if (own === undefined) continue;
      const remedy = 'Set it in base; what is held out and the seeds have lists of their own.';
      throw wrong('The runs of a study must not differ in this.', `${factor}[${at}].set.${own}`, remedy);
    }
  }
  const crossed = strategies.flatMap(({ set }) => Object.keys(set));
  for (const [at, { set }] of adaptations.entries()) {
    const both = Object.keys(set).find((key) => crossed.includes(key));
    if (both === undefined) continue;
    const remedy = 'Let one of the two set it: otherwise the one hides what the other does.';
    throw wrong('A strategy sets this as well.', `adaptations[${at}].set.${both}`, remedy);
  }
}

function checkBaseline({ baseline, strategies, adaptations }: Study): void {
  for (const [field, levels] of Object.entries({ strategy: strategies, adaptation: adaptations })) {
    const name = baseline?.[field as 'strategy' | 'adaptation'];
    if (name === undefined || levels.some((one) => one.name === name)) continue;
    const names = levels.map((one) => one.name).join(', ');
    throw wrong(`The study has no "${name}".`, `baseline.${field}`, `It has ${names}.`);
  }
}

function checkFold(fold: Fold, where: string, data: DataSummary): void {
  if (fold.targetDomains.length + fold.zeroShotLanguages.length === 0) {
    const remedy = 'Give its targetDomains or zeroShotLanguages, or leave folds away.';
    throw wrong(`The fold "${fold.name}" holds nothing out.`, where, remedy);
  }
  for (const [field, known] of [
    ['targetDomains', data.domains],
    ['zeroShotLanguages', data.languages],
  ] as const) {
    const missing = fold[field].findIndex((one) => !known.includes(one));
    if (missing < 0) continue;
    const what = `${data.name} has no "${fold[field][missing]}", so that the fold "${fold.name}" has no such text.`;
    throw wrong(what, `${where}.${field}[${missing}]`, `It has ${known.join(', ')}.`);
  }
}

function wrong(what: string, where: string, remedy: string): IsoglotError {
  return new IsoglotError({ code: 'bad-configuration', what, where, remedy });
}
