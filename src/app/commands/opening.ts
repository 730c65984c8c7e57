import type { Commands } from '../../state/commands';
import { IsoglotError } from '../../core/errors';
import type { DataFormat, Source } from '../../protocol';
import { guarded, type CommandContext } from './context';
import { measureNow } from './running';
import { configurationIn, sortDropped } from './sortDropped';

type Opening = Pick<Commands, 'chooseBackend' | 'openEncoder' | 'openData' | 'openDropped' | 'cancel'>;
type OpeningState = ReturnType<CommandContext['stores']['session']['getState']>['opening'];

/** Backend, encoder and data: what a run stands on. */
export function openingCommands(context: CommandContext): Opening {
  const { stores, lab } = context;
  const { session, setup } = stores;

  async function opening<T>(what: keyof OpeningState, work: () => Promise<T>): Promise<T | null> {
    const mark = (value: boolean) =>
      session.setState(({ opening }) => ({ opening: { ...opening, [what]: value } }));
    mark(true);
    try {
      return await guarded(context, work);
    } finally {
      mark(false);
    }
  }

  const openEncoder = async (source: Source) => {
    const encoder = await opening('encoder', () => lab.openEncoder(source));
    if (!encoder) return;
    session.setState({ encoder });
    setup.getState().change({ encoder: encoder.name });
    forgetMeasurement(context);
  };

  const openData = async (source: Source, format: DataFormat = 'auto') => {
    const data = await opening('data', () => lab.openData(source, format));
    if (!data) return;
    session.setState({ data });
    for (const warning of data.warnings)
      session.getState().notify('warning', { code: 'bad-file', what: warning });
    setup.getState().fitTo(data);
    forgetMeasurement(context);
  };

  return {
    async chooseBackend(backend) {
      const summary = await opening('backend', () => lab.start(backend));
      if (!summary) return;
      session.setState({ backend: summary });
      setup.getState().change({ backend });
    },
    openEncoder,
    openData,
    async openDropped(files) {
      await guarded(context, async () => {
        const sorted = sortDropped(files);
        if (sorted.configuration) setup.getState().replace(await configurationIn(sorted.configuration));
        if (sorted.encoder.length > 0) await openEncoder({ kind: 'files', files: sorted.encoder });
        if (sorted.data.length > 0) await openData({ kind: 'files', files: sorted.data });
        if (files.length === 0) {
          throw new IsoglotError({
            code: 'bad-file',
            what: 'Nothing readable was dropped.',
            remedy: 'Drop files or a folder: an encoder, a data set or a configuration.',
          });
        }
        if (
          sorted.encoder.length + sorted.data.length > 0 &&
          session.getState().encoder &&
          session.getState().data
        ) {
          await measureNow(context);
        }
      });
    },
    async cancel() {
      await guarded(context, () => lab.cancel());
    },
  };
}

/** Scores of another encoder or corpus must not stand beside a new one; a run that goes on keeps its own. */
function forgetMeasurement({ stores }: CommandContext): void {
  const { status } = stores.run.getState();
  if (status !== 'running' && status !== 'paused') stores.run.getState().clear();
}
