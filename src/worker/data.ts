import { isSameData } from '../core/sameData';
import { IsoglotError } from '../core/errors';
import { readKeptData } from '../experiment/keptDownload';
import { furtherSetOf, readDataMaterial, withMoreData, type DataMaterial } from '../experiment/materials';
import { progressOf } from '../experiment/progress';
import { openKeptDownloads } from '../io/storage/opfsTree';
import type { Command, Configuration, DataFormat, FurtherSet, KeptSource } from '../protocol';
import type { CommandContext } from './context';
import { openSource } from './files';
import { loaded, type Session } from './session';

type Named = Pick<Configuration, 'moreData'>;

/** Reads a data set from wherever it comes, and tells how far that is. @throws IsoglotError; `cancelled` */
export async function openMaterial(
  { session, outbox }: Pick<CommandContext, 'session' | 'outbox'>,
  source: KeptSource,
  format: DataFormat,
): Promise<DataMaterial> {
  const { signal } = session.cancel;
  const task = 'read-data';
  const progress = progressOf(task, 'Reading the data', 'bytes');
  const onBytes = (done: number, total: number) => outbox.addProgress(progress(done, total));
  try {
    if (source.kind === 'kept')
      return await readKeptData(await openKeptDownloads(), source.key, format, { signal, onBytes });
    const files = await openSource(source, 'data', session.base, outbox, signal);
    return await readDataMaterial(files, format, { signal, onBytes });
  } finally {
    outbox.settle(task);
  }
}

/**
 * Opens a further data set beside those that are open; one of the same name is replaced unless that is taken.
 * @throws IsoglotError as `openMaterial`, and where other content would come under a taken name
 */
export async function openFurther(
  context: CommandContext,
  { source, format, taken }: Extract<Command, { type: 'open-further' }>,
): Promise<FurtherSet> {
  const { session } = context;
  const material = await openMaterial(context, source, format);
  const set = furtherSetOf(material, format);
  const before = session.further.find((one) => isSameData(one.set, set));
  if (before && taken.includes(set.data) && before.set.summary.sha256 !== set.summary.sha256)
    throw nameTaken(set);
  session.further = [...session.further.filter((one) => one !== before), { set, material }];
  return set;
}

/**
 * The main data with the further sets that a configuration names, in its order; the same object as long as those stay.
 * @throws IsoglotError `bad-configuration` naming those that are not open
 */
export function dataOf(session: Session, { moreData }: Named): DataMaterial {
  const parts = partsOf(session, { moreData });
  if (parts.length === 1) return parts[0]!;
  const { merged } = session;
  if (merged?.parts.length === parts.length && parts.every((part, i) => part === merged.parts[i]))
    return merged.data;
  session.merged = { parts, data: withMoreData(parts[0]!, parts.slice(1)) };
  return session.merged.data;
}

/**
 * The same one by one, the main one first.
 * @throws IsoglotError as `dataOf`
 */
export function partsOf(session: Session, { moreData }: Named): DataMaterial[] {
  const { data: main } = loaded(session);
  const found = moreData.map((named) => session.further.find(({ set }) => isSameData(set, named)));
  const missing = moreData.filter((_, i) => !found[i]).map(({ data }) => data);
  if (missing.length > 0) throw notOpen(missing);
  return [main, ...found.map((one) => one!.material)];
}

/** The part of a configuration that is open: what is evaluated is of the main data, whatever else is missing. */
export function openPart<C extends Named>(session: Session, configuration: C): C {
  const isOpen = (named: C['moreData'][number]) => session.further.some(({ set }) => isSameData(set, named));
  return { ...configuration, moreData: configuration.moreData.filter(isOpen) };
}

function notOpen(names: readonly string[]): IsoglotError {
  const [them, are, it] = names.length === 1 ? ['', 'is', 'it'] : ['s', 'are', 'them'];
  return new IsoglotError({
    code: 'bad-configuration',
    what: `The further data set${them} ${names.join(', ')} ${are} not open.`,
    where: 'moreData',
    remedy: `Open ${it} in Compose, under "Also train on", or take ${it} out there.`,
  });
}

function nameTaken({ data, summary }: FurtherSet): IsoglotError {
  return new IsoglotError({
    code: 'bad-configuration',
    what: `Another data set of the name ${data} is trained on already (this one has the SHA-256 ${summary.sha256.slice(0, 12)}…).`,
    where: data,
    remedy: 'Give the file or folder another name, or take the other set out first.',
  });
}
