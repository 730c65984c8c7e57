import { IsoglotError } from '../../core/errors';
import type { MemoryBudget } from '../../engine/budget';
import type { Configuration, StudyRecord } from '../../protocol';
import { drain } from '../progress';
import type { DataMaterial, EncoderMaterial } from '../materials';
import { tokenizeCorpus, type TokenizedCorpus, type TokenSettings } from '../stage';
import { checkMemory, stepMemory } from '../stepMemory';
import { checkRun } from '../train';
import type { StudyRun } from './plan';

/** The corpus of a study in an encoder's tokens, made once for all runs that cut and prompt their texts alike. */
export function createTokens(encoder: EncoderMaterial, data: DataMaterial) {
  const made = new Map<string, Promise<TokenizedCorpus>>();
  return ({
    maxLength,
    queryPrompt,
    passagePrompt,
    passageText,
  }: TokenSettings): Promise<TokenizedCorpus> => {
    const settings = { maxLength, queryPrompt, passagePrompt, passageText };
    const key = JSON.stringify(settings);
    const known = made.get(key) ?? drain(tokenizeCorpus(encoder, data, settings), () => undefined);
    made.set(key, known);
    return known;
  };
}
export type Tokens = ReturnType<typeof createTokens>;

/**
 * Refuses a study one of whose runs would be refused, before the first begins. Seeds change nothing of it.
 * @param flat whether the backend is webgpu (see `estimateStep`)
 * @returns bytes that the largest of their steps needs
 * @throws IsoglotError as `checkRun` and `checkMemory`, naming the run
 */
export async function checkStudy(
  runs: readonly StudyRun[],
  encoder: EncoderMaterial,
  data: DataMaterial,
  tokens: Tokens,
  budget: MemoryBudget,
  flat: boolean,
): Promise<number> {
  let most = 0;
  for (const run of runs.filter(({ seed }) => seed === runs[0]!.seed)) {
    const { configuration } = run;
    try {
      checkRun(data, encoder.files.definition, configuration);
      const corpus = await tokens(configuration);
      checkMemory(corpus, configuration, budget, flat);
      most = Math.max(most, stepMemory(corpus, configuration, flat).total);
    } catch (error) {
      throw named(error, run);
    }
  }
  return most;
}

/**
 * Refuses to go on with a study on other data or with another encoder than it began with: what is made now could not be
 * held against what is done.
 * @throws IsoglotError `bad-file`
 */
export function requireSame(
  began: Pick<StudyRecord, 'encoder' | 'data' | 'moreData'>,
  now: Pick<StudyRecord, 'encoder' | 'data' | 'moreData'>,
  where: string,
  remedy: string,
): void {
  const [then, today] = [began.moreData ?? [], now.moreData ?? []];
  const further = (then.length >= today.length ? then : today).map(
    ({ name }, i) => [`further data set ${name} has`, then[i], today[i]] as const,
  );
  for (const [what, one, other] of [
    ['data have', began.data, now.data] as const,
    ['encoder has', began.encoder, now.encoder] as const,
    ...further,
  ]) {
    if (one?.sha256 === other?.sha256) continue;
    const [was, is] = [one, other].map((content) => content?.sha256.slice(0, 12) ?? 'none');
    throw new IsoglotError({
      code: 'bad-file',
      what: `The ${what} changed since the study began (sha256 ${was}, now ${is}).`,
      where,
      remedy,
    });
  }
}

function named(error: unknown, { strategy, adaptation, fold }: StudyRun): unknown {
  if (!(error instanceof IsoglotError)) return error;
  const { code, what, where, remedy } = error;
  const run = `the runs ${strategy}, ${adaptation}, ${fold}`;
  return new IsoglotError({ code, what, where: where ? `${run}: ${where}` : run, remedy }, { cause: error });
}

/** Number of evaluations of a run: before and after, and on the way. */
export function evaluationsOf({ steps, evaluateEvery }: Configuration): number {
  return 2 + (evaluateEvery > 0 ? Math.floor((steps - 1) / evaluateEvery) : 0);
}
