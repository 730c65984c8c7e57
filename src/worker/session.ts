import { IsoglotError } from '../core/errors';
import type { Weights } from '../core/encoderDefinition';
import type { Evaluation } from '../experiment/evaluate';
import type { DataMaterial, EncoderMaterial } from '../experiment/materials';
import { setStage, type Stage } from '../experiment/stage';
import type { BackendSummary, Configuration, ProgressEvent } from '../protocol';
import type { Gate } from './gate';

/** What the worker holds between commands. */
export interface Session {
  base: string;
  backend: BackendSummary | null;
  encoder: EncoderMaterial | null;
  data: DataMaterial | null;
  /** The latest evaluation and the step it was made at, for looking into heatmap cells. */
  latest: { evaluation: Evaluation; step: number } | null;
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
  weights: Weights | undefined,
  progress: (event: ProgressEvent) => void,
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const { encoder, data } = loaded(session);
  const setting = setStage(encoder, data, configuration.maxLength, weights);
  let turn = await setting.next();
  while (!turn.done) {
    progress(turn.value);
    turn = await setting.next();
  }
  const stage = turn.value;
  try {
    return await work(stage);
  } finally {
    stage.encoder.dispose();
  }
}
