import { IsoglotError } from '../core/errors';
import type { Evaluation } from '../experiment/evaluate';
import type { DataMaterial, EncoderMaterial } from '../experiment/materials';
import type { TokenizedCorpus } from '../experiment/stage';
import type { BackendSummary, FurtherSet } from '../protocol';
import type { Gate } from './gate';

/** What the worker holds between commands. */
export interface Session {
  base: string;
  backend: BackendSummary | null;
  encoder: EncoderMaterial | null;
  data: DataMaterial | null;
  /** Further data sets, whether the draft names them or not: what undo brings back need not be read again. */
  further: { set: FurtherSet; material: DataMaterial }[];
  /** The data that were joined last, and of what. */
  merged: { parts: DataMaterial[]; data: DataMaterial } | null;
  /** Open data sets in tokens, each by itself and those of the last configuration joined. */
  tokens: TokenizedCorpus[];
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
    further: [],
    merged: null,
    tokens: [],
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
