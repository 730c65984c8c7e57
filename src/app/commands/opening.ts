import { IsoglotError } from '../../core/errors';
import type { Configuration, DataFormat, KeptSource } from '../../protocol';
import type { Commands } from '../../state/commands';
import { guarded, opening, refuseWhileBusy, type CommandContext } from './context';
import { openFurther, ownSource } from './openingFurther';
import { measureNow } from './running';
import { openSet } from '../../state/session';
import { configurationIn, sortDropped } from './sortDropped';

type Opening = Pick<Commands, 'chooseBackend' | 'openEncoder' | 'openData' | 'openDropped' | 'cancel'>;

/** Backend, encoder and data: what a run stands on. What is newly opened is measured at once. */
export function openingCommands(context: CommandContext, openStudy: Commands['openStudyFile']): Opening {
  const { stores, lab } = context;

  async function thenMeasure(opened: Promise<boolean>): Promise<void> {
    if (await opened) await measureNow(context);
  }

  return {
    async chooseBackend(backend) {
      // Whatever the old worker was at is over with it.
      stores.session.setState({ tasks: [] });
      const summary = await opening(context, 'backend', () => lab.start(backend));
      if (!summary) return;
      stores.session.setState({ backend: summary });
      stores.setup.getState().follow({ backend });
      if (stores.run.getState().runId === null) await measureNow(context);
    },
    openEncoder: (source) => thenMeasure(openEncoder(context, source)),
    openData: (source, format = 'auto') => thenMeasure(openData(context, source, format)),
    async openDropped(files, further = false) {
      await guarded(context, async () => {
        if (files.length === 0) throw new IsoglotError(NOTHING_DROPPED);
        const { configuration, study, encoder, data } = await sortDropped(files);
        if (study) await openStudy(study);
        if (configuration) takeOver(context, await configurationIn(configuration));
        const opened = [
          encoder.length > 0 && (await openEncoder(context, { kind: 'files', files: encoder })),
          data.length > 0 && !further && (await openData(context, { kind: 'files', files: data }, 'auto')),
        ];
        if (data.length > 0 && further) await openFurther(context, { kind: 'files', files: data });
        if (opened.includes(true)) await measureNow(context);
      });
    },
    async cancel() {
      await guarded(context, async () => {
        await Promise.all([lab.cancel(), context.fetcher.cancel('encoder'), context.fetcher.cancel('data')]);
      });
    },
  };
}

const NOTHING_DROPPED = {
  code: 'bad-file',
  what: 'Nothing readable was dropped.',
  remedy: 'Drop files or a folder: an encoder, a data set, a configuration or a study.',
} as const;

/** Opens an encoder in the worker; whether that went well. */
export async function openEncoder(context: CommandContext, source: KeptSource): Promise<boolean> {
  const { stores, lab } = context;
  const encoder = await opening(context, 'encoder', () => {
    refuseWhileBusy(context);
    return lab.openEncoder(source);
  });
  if (!encoder) return false;
  stores.session.setState({ encoder });
  for (const what of encoder.warnings)
    stores.session.getState().notify('warning', { code: 'bad-encoder', what });
  stores.setup.getState().follow({ encoder: encoder.source ?? encoder.name });
  forgetMeasurement(context);
  return true;
}

/** Opens a data set in the worker; whether that went well. */
export async function openData(
  context: CommandContext,
  source: KeptSource,
  format: DataFormat,
): Promise<boolean> {
  const { stores, lab } = context;
  const data = await opening(context, 'data', () => {
    refuseWhileBusy(context);
    return lab.openData(source, format);
  });
  if (!data) return false;
  stores.session.setState({ data });
  for (const what of data.warnings) stores.session.getState().notify('warning', { code: 'bad-file', what });
  // Under the name that the command line finds them by.
  stores.setup.getState().fitTo({ ...data, name: data.source ?? data.name });
  forgetMeasurement(context);
  return true;
}

/** Puts a configuration from a file on the bench, and says what of it the open data does not have. */
function takeOver(context: CommandContext, wanted: Configuration): void {
  const { stores } = context;
  stores.setup.getState().replace(wanted);
  sayWhatToOpen(context, wanted);
  const { draft } = stores.setup.getState();
  const lists = ['languages', 'evaluationLanguages', 'sourceDomains', 'targetDomains'] as const;
  const missing = new Set(
    lists.flatMap((list) => wanted[list].filter((item) => !draft[list].includes(item))),
  );
  if (missing.size === 0) return;
  stores.session.getState().notify('warning', {
    code: 'bad-configuration',
    what: `The configuration was made for ${wanted.data}: ${draft.data} does not have ${[...missing].join(', ')}.`,
    remedy: `Open ${wanted.data} and drop the configuration again to have it whole.`,
  });
}

/** Further data sets that only the person can find. */
function sayWhatToOpen(context: CommandContext, { moreData }: Configuration): void {
  const { session } = context.stores;
  const names = moreData
    .filter((one) => !openSet(session.getState(), one) && !ownSource(context, one))
    .map(({ data }) => data);
  if (names.length === 0) return;
  session.getState().notify('info', {
    code: 'bad-configuration',
    what: `The configuration also trains on ${names.join(', ')}, which must be opened.`,
    remedy: 'Open it in Compose, under “Also train on”: from files, a hub or an address.',
  });
}

/** A measurement of another encoder or corpus must not stand on the page as if it were of the new one. */
function forgetMeasurement({ stores }: CommandContext): void {
  if (stores.run.getState().runId === null) stores.run.getState().clear();
}
