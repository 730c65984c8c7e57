import { defaultConfiguration, type Configuration, type EncoderSummary, type Study } from '../../protocol';
import { ADAPTATION_FIELDS } from '../../state/study';
import { format } from '../../ui';

export type Level = Study['strategies'][number];
export type Fold = Study['folds'][number];

/** Strategies to tick; hybrid stands once for each alpha that was added. */
export const STRATEGIES: readonly Level[] = [
  { name: 'X-X-mono', set: { strategy: 'X-X-mono' } },
  { name: 'X-X', set: { strategy: 'X-X' } },
  { name: 'X-Y', set: { strategy: 'X-Y' } },
  { name: 'En-En', set: { strategy: 'En-En' } },
  { name: 'parallel', set: { strategy: 'parallel' } },
];

/** Adaptations to tick, each with its usual settings; others are composed on the page and added from there. */
export const ADAPTATIONS: readonly Level[] = [
  { name: 'none', set: {} },
  { name: 'centring', set: { post: 'centering' } },
  { name: 'cropping', set: { adaptation: [{ kind: 'cropping' }] } },
  { name: 'gradient reversal', set: { adaptation: [{ kind: 'adversarial' }] } },
  { name: 'CORAL', set: { adaptation: [{ kind: 'coral' }] } },
];

/** Hybrid batches with this share of monolingual ones. */
export function hybrid(alpha: number): Level {
  return { name: `hybrid ${format.score(alpha, 2)}`, set: { strategy: 'hybrid', alpha } };
}

const isSame = (a: Level) => (b: Level) => JSON.stringify(a.set) === JSON.stringify(b.set);

export function has(levels: readonly Level[], level: Level): boolean {
  return levels.some(isSame(level));
}

/**
 * What can be ticked: what is offered, under the name that the study gives it, and what else the study holds, which
 * takes the place of what has its name.
 */
export function choicesOf(offered: readonly Level[], levels: readonly Level[]): Level[] {
  const own = levels.filter((level) => !has(offered, level));
  const named = new Set(own.map(({ name }) => name));
  const usual = offered.map((level) => levels.find(isSame(level)) ?? level);
  return [...usual.filter(({ name }) => !named.has(name)), ...own];
}

/**
 * The levels with one more or one less, those that are offered in the order in which they stand there. Null where none
 * would be left.
 */
export function ticked(
  levels: readonly Level[],
  level: Level,
  on: boolean,
  offered: readonly Level[],
): Level[] | null {
  const others = levels.filter((one) => !isSame(level)(one));
  const next = on ? [...others, { ...level, name: freeName(level.name, others) }] : others;
  if (next.length === 0) return null;
  const place = (one: Level) => {
    const at = offered.findIndex(isSame(one));
    return at < 0 ? offered.length : at;
  };
  return next.toSorted((a, b) => place(a) - place(b));
}

/** Further fields that a strategy obeys. */
const FIELDS_OF: Partial<Record<Configuration['strategy'], readonly (keyof Configuration)[]>> = {
  hybrid: ['alpha', 'alphaSchedule', 'alphaEnd'],
  ratio: ['kindWeights'],
  within: ['crossShare'],
  matrix: ['pairWeights'],
};

/** How the page's batches are composed, as a level. */
export function strategyOf(page: Configuration): Level {
  const { strategy, alpha } = page;
  const { name, set } = strategy === 'hybrid' ? hybrid(alpha) : { name: strategy, set: { strategy } };
  return { name, set: { ...set, ...unusual(page, FIELDS_OF[strategy] ?? []) } };
}

/** What the page adapts by, as a level. */
export function adaptationOf(page: Configuration): Level {
  const terms = page.adaptation.map(({ kind }) => kind);
  const name = [...terms, ...(page.post === 'none' ? [] : [page.post])].join(' + ').slice(0, 50);
  return { name: name || 'none', set: unusual(page, ADAPTATION_FIELDS) };
}

/** Of these fields those that are not as usual. */
function unusual(page: Configuration, fields: readonly (keyof Configuration)[]): Level['set'] {
  const own = fields.filter(
    (field) => JSON.stringify(page[field]) !== JSON.stringify(defaultConfiguration[field]),
  );
  return Object.fromEntries(own.map((field) => [field, page[field]]));
}

function freeName(name: string, taken: readonly { name: string }[]): string {
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name} ${number}`;
    if (!taken.some((one) => one.name === tried)) return tried;
  }
}

/** A fold for each domain, holding out that one alone. */
export function foldPerDomain(domains: readonly string[]): Fold[] {
  return domains.map((domain) => ({ name: domain, targetDomains: [domain], zeroShotLanguages: [] }));
}

/** A fold with one domain or language held out or taken back; it is called by what it holds out. */
export function painted(
  fold: Fold,
  list: 'targetDomains' | 'zeroShotLanguages',
  item: string,
  on: boolean,
  others: readonly Fold[],
): Fold {
  const kept = fold[list].filter((one) => one !== item);
  const next = { ...fold, [list]: on ? [...kept, item] : kept };
  return { ...next, name: freeName(nameOf(next), others) };
}

/** A further fold, which holds nothing out yet. */
export function emptyFold(folds: readonly Fold[]): Fold {
  return { name: freeName('fold', folds), targetDomains: [], zeroShotLanguages: [] };
}

/** So many seeds in a row, from the study's first on. */
export function seedsFrom(first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => first + i);
}

/** Number of runs of a grid. */
export function runsIn({
  strategies,
  adaptations,
  folds,
  seeds,
}: Pick<Study, 'strategies' | 'adaptations' | 'folds' | 'seeds'>): number {
  return strategies.length * adaptations.length * Math.max(1, folds.length) * seeds.length;
}

/** Bytes of a trained encoder's weights, in float32; less where its vocabulary is trimmed or adapters are trained. */
export function encoderBytes({ parameters }: Pick<EncoderSummary, 'parameters'>): number {
  return 4 * parameters;
}

/** Whether seeds follow each other: then their number and the first say all. */
export function areInRow(seeds: readonly number[]): boolean {
  return seeds.every((seed, at) => seed === seeds[0]! + at);
}

/** What a level sets, in words: `adaptation cropping (weight 0.3, texts 16), steps 80`. */
export function wordsOf({ set }: Pick<Level, 'set'>): string {
  return fieldsInWords(set) || 'as the base';
}

function fieldsInWords(fields: object): string {
  return Object.entries(fields)
    .map(([field, value]) => `${field} ${inWords(value)}`)
    .join(', ');
}

function inWords(value: unknown): string {
  if (Array.isArray(value)) return value.map(inWords).join(' + ') || 'none';
  if (typeof value !== 'object' || value === null) return String(value);
  const { kind = '', ...fields } = value as { kind?: string };
  const rest = fieldsInWords(fields);
  return [kind, rest && `(${rest})`].filter(Boolean).join(' ');
}

/** Whether a level's name says all that it sets: one that is offered, or plain hybrid batches. */
export function isPlain(level: Level, offered: readonly Level[]): boolean {
  const plain = [...offered, hybrid(Number(level.set.alpha))].find(isSame(level));
  return plain?.name === level.name;
}

/** What a fold that is painted would be called, whatever the others are. */
function nameOf({ targetDomains, zeroShotLanguages }: Omit<Fold, 'name'>): string {
  return [...targetDomains, ...zeroShotLanguages].join(' + ').slice(0, 50) || 'fold';
}

/** Whether a fold has a name of its own, from a file, that is not what it holds out. */
export function hasOwnName(fold: Fold): boolean {
  return !fold.name.startsWith(nameOf(fold));
}

/** What a grid comes to: `12 runs: 2 strategies × 3 adaptations × 1 fold × 2 seeds`. */
export function gridWords({ strategies, adaptations, folds, seeds }: Study): string {
  const factors: [number, string][] = [
    [strategies.length, strategies.length === 1 ? 'strategy' : 'strategies'],
    [adaptations.length, adaptations.length === 1 ? 'adaptation' : 'adaptations'],
    [Math.max(1, folds.length), folds.length > 1 ? 'folds' : 'fold'],
    [seeds.length, seeds.length === 1 ? 'seed' : 'seeds'],
  ];
  const product = factors.map(([count, noun]) => `${format.count(count)} ${noun}`).join(' × ');
  return `${format.counted(runsIn({ strategies, adaptations, folds, seeds }), 'run')}: ${product}`;
}
