import { IsoglotError } from '../core/errors';
import type { Evaluation } from '../experiment/evaluate';
import type { DataMaterial, EncoderMaterial } from '../experiment/materials';
import { drain } from '../experiment/progress';
import {
  setStage,
  tokenizeCorpus,
  type Stage,
  type TokenizedCorpus,
  type TokenSettings,
} from '../experiment/stage';
import type { BackendSummary, Configuration } from '../protocol';
import type { Gate } from './gate';
import type { Outbox } from './outbox';

/** What the worker holds between commands. */
export interface Session {
  base: string;
  backend: BackendSummary | null;
  encoder: EncoderMaterial | null;
  data: DataMaterial | null;
  tokenized: TokenizedCorpus | null;
  /** The latest evaluation, of which run and at which step, for looking into heatmap cells. */
  latest: { runId: string; evaluation: Evaluation; step: number } | null;
  /** The run in progress. */
  gate: Gate | null;
  /** Cancels what is loading or measuring. */
  cancel: AbortController;
}

export function newSession(): Session {
  return {
    base: '',
    backend: null,
    encoder: null,
    data: null,
    tokenized: null,
    latest: null,
    gate: null,
    cancel: new AbortController(),
  };
}

/** @throws IsoglotError in plain words while something is not loaded yet. */
export function loaded(session: Session): {
  encoder: EncoderMaterial;
  data: DataMaterial;
  backend: BackendSummary;
} {
  const { encoder, data, backend } = session;
  if (!backend || !encoder || !data) {
    const missing = !backend ? 'backend' : !encoder ? 'encoder' : 'data set';
    throw new IsoglotError({
      code: 'bad-configuration',
      what: `No ${missing} is loaded.`,
      remedy: `Open ${missing === 'encoder' ? 'an' : 'a'} ${missing} first.`,
    });
  }
  return { encoder, data, backend };
}

/** Sets the stage, hands it to `work`, and frees the backend's memory whatever happens. */
export async function onStage<T>(
  session: Session,
  configuration: Configuration,
  outbox: Pick<Outbox, 'addProgress' | 'settle'>,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const corpus = await tokenized(session, configuration, outbox);
  const stage = setStage(corpus, configuration);
  try {
    return await work(stage);
  } finally {
    stage.encoder.dispose();
  }
}

/** The corpus in tokens if it is at hand, of what is open and with these settings. */
export function knownTokens(
  session: Session,
  { maxLength, queryPrompt, passagePrompt, passageText }: TokenSettings,
): TokenizedCorpus | null {
  const { tokenized: known, encoder, data } = session;
  if (!known || known.material !== encoder || known.data !== data) return null;
  const settings: TokenSettings = { maxLength, queryPrompt, passagePrompt, passageText };
  return JSON.stringify(known.settings) === JSON.stringify(settings) ? known : null;
}

/** The corpus in tokens: kept until encoder, data, length, prompts or passage text change. */
export async function tokenized(
  session: Session,
  { maxLength, queryPrompt, passagePrompt, passageText }: TokenSettings,
  outbox: Pick<Outbox, 'addProgress' | 'settle'>,
): Promise<TokenizedCorpus> {
  const { encoder, data } = loaded(session);
  const settings: TokenSettings = { maxLength, queryPrompt, passagePrompt, passageText };
  const known = knownTokens(session, settings);
  if (known) return known;
  session.tokenized = await drain(tokenizeCorpus(encoder, data, settings), outbox.addProgress);
  outbox.settle('tokenize');
  return session.tokenized;
}
