import type { StudyRecord } from '../../../protocol';
import { uncertaintyText } from '../report/words';
import type { Blocks } from './blocks';
import { ASKED } from './columns';
import type { Answer, Family } from './families';
import { SETTINGS } from './runFigures';

/** What each family's difference is, in a sentence. */
const MEANING: Readonly<Record<Family, string>> = {
  cells: 'of these runs',
  strategies: 'as the mean over the adaptations',
  adaptations: 'as the mean over the strategies',
  interactions: 'as a difference of differences',
};

/** Findings with their intervals, and what is undecided; the single cells stand in the tables. */
export function findingsOf(answers: readonly Answer[], level: number): { title: string; items: string[] }[] {
  const asked = answers.filter(({ family }) => family !== 'cells');
  const decided = asked.filter(({ contrast }) => contrast.mark !== 'same');
  const open = asked.filter(({ contrast }) => contrast.mark === 'same');
  const none = `None: no difference has both an interval of ${percent(level)} without 0 and a corrected p below ${short(1 - level)}.`;
  return [
    { title: 'Findings', items: decided.length > 0 ? decided.map(sentence) : [none] },
    ...(open.length > 0 ? [{ title: 'Undecided', items: open.map(sentence) }] : []),
  ];
}

function sentence({ family, figure, contrast: { name, value, interval, corrected } }: Answer): string {
  const { title, decimals } = ASKED[figure]!;
  const around = uncertaintyText({ value, interval }, decimals);
  const p =
    corrected === null ? 'no test: too few blocks, or all say the same' : `Holm’s p ${pText(corrected)}`;
  const words = [signed(value, decimals), around].filter(Boolean).join(' ');
  return `${title}: ${name} ${words}, ${MEANING[family]} (${p}).`;
}

/** What must be known to make the study again. */
export function whatWasRun(
  record: StudyRecord,
  { done, planned, runs, base, strategies, adaptations }: Blocks,
): string[] {
  const { study, encoder, data, moreData = [], runs: all } = record;
  const distinct = (texts: string[]) => [...new Set(texts)].sort().join('; ');
  const folds = study.folds.map(({ name, targetDomains, zeroShotLanguages }) => {
    const held = [...targetDomains, ...zeroShotLanguages.map((language) => `language ${language}`)].join(
      ', ',
    );
    return `${name} (${held})`;
  });
  const trained = done.filter(({ result }) => result.exposure?.zeroShot.data === false).length;
  return [
    `Runs done: ${done.length} of ${all.length}; whole blocks (a fold with a seed, all strategies and adaptations): ${runs.length} of ${planned}.`,
    `Strategies: ${strategies.join(', ')}. Adaptations: ${adaptations.join(', ')}. Baseline: ${strategies[base.strategy]} · ${adaptations[base.adaptation]}.`,
    `Held out: ${folds.length > 0 ? folds.join('; ') : 'what the base configuration holds out'}. Seeds: ${study.seeds.join(', ')}.`,
    `Encoder: ${encoder.source ?? encoder.name}, sha256 ${encoder.sha256}.`,
    `Data: ${data.name} (${data.format}), sha256 ${data.sha256}.`,
    ...moreData.map(
      (one) => `Also trained on: ${one.source ?? one.name} (${one.format}), sha256 ${one.sha256}.`,
    ),
    `Isoglot: ${distinct(done.map(({ result: { isoglot } }) => `${isoglot.version}, commit ${isoglot.commit}`)) || '-'}. ` +
      `Backend: ${distinct(done.map(({ result: { backend } }) => [backend.used, backend.adapter].filter(Boolean).join(', '))) || '-'}.`,
    trained === 0
      ? 'No evaluated text was trained on, as far as the data tell.'
      : `${trained} runs are evaluated on text that was trained on: their figures are not zero-shot.`,
    'The same again: npm run -s isoglot -- study --config FILE --out DIR, with the configuration in study.json.',
  ];
}

/** What the report's figures rest on, and what they don't say. */
export function notesOf({ study, data }: StudyRecord, blocks: Blocks): string[] {
  const count = blocks.runs.length;
  const folds = new Set(blocks.runs.map(({ fold }) => fold)).size;
  return [
    `The unit of all intervals and tests is the block, a fold with a seed: ${count} in all, of ${folds} ${folds === 1 ? 'fold' : 'folds'}. ` +
      'Brackets: interval of ' +
      `${percent(study.level)} by Student’s t over blocks. They speak of other seeds on these held-out texts; a few folds are too few to speak of other domains.`,
    'Rows by held-out domain rest on the blocks of its fold alone.',
    '↑ ↓: higher or lower than the baseline; ≈: undecided. Two-sided paired t over blocks, Holm’s correction over the rows of a table, figure by figure; ' +
      'a mark needs the interval to be without 0 too. Figures and comparisons were fixed before the runs.',
    'Main effects are plain means over the other factor; the interaction is a difference of differences. Analysis of variance with blocks as subjects, each effect ' +
      'against effect x block; with more than two levels its p takes the differences between levels to vary alike (sphericity).',
    'gap: mAP of the domains trained on less that of those held out, all in one pool; it holds questions that were trained on. gap made: the same less that of the ' +
      'untouched encoder, which takes out that domains are not equally hard.',
    'RankC compares rankings of one question in two languages; no question is in two domains, so between domains the range of their mAP stands for consistency.',
    ...(data.domains.length < 2 ? ['The data have one domain.'] : []),
    ...worstByName(blocks),
  ];
}

/** Which group is the worst, and in how many blocks. */
function worstByName({ done, strategies, adaptations }: Blocks): string[] {
  return strategies.flatMap((strategy) =>
    adaptations.flatMap((adaptation) => {
      const own = done.filter(({ cell }) => cell.strategy === strategy && cell.adaptation === adaptation);
      const named = SETTINGS.flatMap((setting) => {
        const names = own.flatMap(({ result }) => result.scores.spread?.languages[setting]?.worst.name ?? []);
        const [most] = [...counted(names)].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
        return most ? [`${setting} ${most[0]} in ${most[1]} of ${names.length} runs`] : [];
      });
      return named.length > 0
        ? [`Worst languages and pairs of ${strategy} · ${adaptation}: ${named.join(', ')}.`]
        : [];
    }),
  );
}

function counted(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}

const signed = (value: number, decimals: number) => `${value > 0 ? '+' : ''}${value.toFixed(decimals)}`;
const pText = (p: number) => (p < 0.0001 ? 'below 0.0001' : p.toFixed(4));
const percent = (level: number) => `${short(level * 100)} %`;
const short = (value: number) => String(Number(value.toFixed(4)));
