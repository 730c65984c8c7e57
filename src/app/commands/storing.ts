import { IsoglotError } from '../../core/errors';
import type { Commands } from '../../state/commands';
import { checkpointNames } from '../../io/storage/checkpointFiles';
import { holdsData } from '../../io/hub/origin';
import { openKeptDownloads } from '../../io/storage/opfsTree';
import type { KeptDownload } from '../../protocol';
import { runPrefix } from '../../io/storage/weightStore';
import { guarded, type CommandContext } from './context';
import { eraseRun } from './keeping';

type Storing = Pick<Commands, 'measureStorage' | 'protectStorage' | 'eraseRun'>;

/** Chromium tells more than the standard asks for. */
type Estimate = StorageEstimate & { usageDetails?: { indexedDB?: number } };

/** What lies in this browser's storage. */
export function storingCommands(context: CommandContext): Storing {
  return {
    async measureStorage() {
      await guarded(context, () => refreshKept(context));
      await guarded(context, () => measureStorage(context));
    },
    async protectStorage() {
      await guarded(context, async () => {
        const granted = await navigator.storage.persist();
        await measureStorage(context);
        if (granted) return;
        throw new IsoglotError({
          code: 'storage',
          what: 'The browser did not agree: it decides by how often a page is used.',
          remedy: 'Bookmark or install the page and ask again, or export what must not be lost.',
        });
      });
    },
    async eraseRun(id) {
      await guarded(context, async () => {
        await eraseRun(context, id);
        await measureStorage(context);
      });
    },
  };
}

/** Reads the list of what was downloaded anew; where the browser keeps no files there is none. */
export async function refreshKept({ stores }: CommandContext): Promise<void> {
  const cache = await openKeptDownloads().catch(() => null);
  const all = cache ? await cache.list() : [];
  const isData = ({ plan }: KeptDownload) => plan !== null && holdsData(plan.origin);
  stores.kept.setState({ encoders: all.filter((one) => !isData(one)), data: all.filter(isData) });
}

export async function measureStorage({ stores, storage }: CommandContext): Promise<void> {
  const { usage, quota, usageDetails }: Estimate = await navigator.storage.estimate();
  const sizes = await (await storage.weights).sizes();
  const bytesOf = (id: string) =>
    checkpointNames(sizes.keys(), runPrefix(id)).reduce((sum, name) => sum + sizes.get(name)!, 0);
  const checkpoints = stores.runs.getState().records.map(({ id }) => [id, bytesOf(id)] as const);
  stores.kept.setState({
    measure: {
      usage: usage ?? null,
      quota: quota ?? null,
      database: usageDetails?.indexedDB ?? null,
      protected: await navigator.storage.persisted(),
      checkpoints: Object.fromEntries(checkpoints),
    },
  });
}
