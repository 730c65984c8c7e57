import { drain } from '../experiment/progress';
import {
  setStage,
  tokenizeCorpus,
  type Stage,
  type TokenizedCorpus,
  type TokenSettings,
} from '../experiment/stage';
import { joinTokens } from '../experiment/joinTokens';
import type { DataMaterial } from '../experiment/materials';
import type { Configuration } from '../protocol';
import { dataOf, partsOf } from './data';
import type { Outbox } from './outbox';
import { loaded, type Session } from './session';

/** What decides which texts become which tokens. */
type Texts = TokenSettings & Pick<Configuration, 'moreData'>;

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

/**
 * The data of a configuration in tokens if the encoder was measured on the main ones with these settings; further data
 * sets that came since then are seen to at once. Null while it was not measured: that may take long.
 */
export async function tokensAtHand(
  session: Session,
  texts: Texts,
  outbox: Pick<Outbox, 'addProgress' | 'settle'>,
): Promise<TokenizedCorpus | null> {
  const isMeasured = usableTokens(session, texts).some(({ data }) => data === session.data);
  return isMeasured ? tokenized(session, texts, outbox) : null;
}

/** The data of a configuration in tokens: kept until encoder, data, length, prompts or passage text change. */
export async function tokenized(
  session: Session,
  texts: Texts,
  outbox: Pick<Outbox, 'addProgress' | 'settle'>,
): Promise<TokenizedCorpus> {
  const { encoder } = loaded(session);
  const [data, parts] = [dataOf(session, texts), partsOf(session, texts)];
  const usable = usableTokens(session, texts);
  const known = usable.find((one) => one.data === data);
  if (known) return known;
  const made: TokenizedCorpus[] = [];
  for (const part of parts) {
    const own = usable.find((one) => one.data === part);
    const work = own ?? drain(tokenizeCorpus(encoder, part, settingsOf(texts)), outbox.addProgress);
    made.push(await work);
    outbox.settle('tokenize');
  }
  const whole = parts.length === 1 ? made[0]! : joinTokens(data, made);
  session.tokens = [...new Set([whole, ...made, ...usable.filter((one) => isPart(session, one.data))])];
  return whole;
}

/** What is in tokens of the encoder that is open, with these settings. */
function usableTokens({ tokens, encoder }: Session, texts: TokenSettings): TokenizedCorpus[] {
  return tokens.filter((one) => one.material === encoder && isAlike(one.settings, texts));
}

/** Whether it is one of the open data sets by itself; joined ones are made anew in no time. */
function isPart({ data, further }: Session, one: DataMaterial): boolean {
  return one === data || further.some(({ material }) => material === one);
}

function settingsOf({ maxLength, queryPrompt, passagePrompt, passageText }: TokenSettings): TokenSettings {
  return { maxLength, queryPrompt, passagePrompt, passageText };
}

function isAlike(a: TokenSettings, b: TokenSettings): boolean {
  return JSON.stringify(settingsOf(a)) === JSON.stringify(settingsOf(b));
}
