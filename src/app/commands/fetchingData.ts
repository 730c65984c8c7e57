import { planData } from '../../io/hub/planData';
import { openKeptDownloads } from '../../io/storage/opfsTree';
import type { Commands } from '../../state/commands';
import type { CommandContext } from './context';
import { arrive, requireRoom, tellIn } from './fetching';
import { openData } from './opening';
import { openFurther } from './openingFurther';
import { measureStorage, refreshKept } from './storing';

/** Data from a hub or an address: listed, picked, downloaded, opened. */
export function fetchingDataCommands(context: CommandContext): Pick<Commands, 'listData' | 'downloadData'> {
  const { stores, fetcher } = context;
  const { lookData } = stores.kept.getState();
  const tell = (error: unknown) => tellIn(context, 'hub-data', error, (problem) => lookData({ problem }));

  return {
    async listData(place, revision) {
      lookData({ phase: 'planning', place, revision: revision ?? '', listing: null, problem: null });
      try {
        const listing = await fetcher.list(place, revision);
        await measureStorage(context);
        lookData({ phase: 'planned', listing, picked: listing.chosen });
      } catch (error) {
        lookData({ phase: 'idle' });
        tell(error);
      }
    },
    async downloadData() {
      const { listing, picked, purpose } = stores.kept.getState().dataLookup;
      if (!listing) return;
      lookData({ phase: 'downloading', problem: null });
      try {
        const plan = await planData(listing, picked);
        lookData({ downloading: plan.key });
        const kept = [...(await (await openKeptDownloads()).progress(plan))];
        if (!kept.every(([, { done }]) => done)) {
          await requireRoom(plan, Object.fromEntries(kept.map(([path, { bytes }]) => [path, bytes])));
          await fetcher.download(plan);
        }
        lookData({ phase: 'idle', listing: null, picked: [], place: '', revision: '' });
        await refreshKept(context);
        const source = { kind: 'kept', key: plan.key } as const;
        await arrive(context, 'hub-data', plan.name, async () => {
          if (!purpose.further) return openData(context, source, 'auto');
          await openFurther(context, source, purpose.fills);
          // The scores are of the main data: there is nothing to measure.
          return false;
        });
      } catch (error) {
        await refreshKept(context);
        lookData({ phase: 'planned' });
        tell(error);
      } finally {
        lookData({ downloading: null });
      }
    },
  };
}
