import { useCommands, useKept } from '../workbench';
import { DataCard } from './DataCard';
import { LookupDialog } from './LookupDialog';
import { LookupForm } from './LookupForm';

/** Data from a hub or an address: asked for by name, shown file by file with sizes, then downloaded and read. */
export function DataDialog() {
  const lookup = useKept((kept) => kept.dataLookup);
  const lookData = useKept((kept) => kept.lookData);
  const hub = useKept((kept) => kept.hub);
  const { listData, cancelDownload } = useCommands();
  const { phase, place, revision, listing, purpose } = lookup;
  return (
    <LookupDialog
      dialog="hub-data"
      title={purpose.further ? 'Data to train on, from a hub or an address' : 'Data from a hub or an address'}
      lookup={lookup}
      form={
        <LookupForm
          label="Name of a data set on the hub, or address of a file"
          placeholder="organisation/name"
          maxLength={2000}
          phase={phase}
          place={place}
          revision={revision}
          onType={(patch) => lookData({ ...patch, listing: null, problem: null, phase: 'idle' })}
          onLookUp={(...asked) => void listData(...asked)}
          onCancel={() => void cancelDownload('data')}
        />
      }
      found={listing && <DataCard listing={listing} />}
      before={
        <>
          Look up asks {hub}, or the address, for the files and their sizes. You pick those that are wanted;
          none is loaded before you say so, and nothing leaves this page but the question.
        </>
      }
    />
  );
}
