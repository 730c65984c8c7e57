import { useCommands, useKept } from '../workbench';
import { LookupDialog } from './LookupDialog';
import { LookupForm } from './LookupForm';
import { PlanCard } from './PlanCard';

/** An encoder from a hub or an address: asked for by name, shown with its sizes, then downloaded. */
export function HubDialog() {
  const lookup = useKept((kept) => kept.lookup);
  const look = useKept((kept) => kept.look);
  const hub = useKept((kept) => kept.hub);
  const { planEncoder, cancelDownload } = useCommands();
  const { phase, place, revision, planned } = lookup;
  return (
    <LookupDialog
      dialog="hub"
      title="Encoder from a hub or an address"
      lookup={lookup}
      form={
        <LookupForm
          label="Name on the hub, or address of a folder"
          placeholder="intfloat/multilingual-e5-small"
          maxLength={500}
          phase={phase}
          place={place}
          revision={revision}
          onType={(patch) => look({ ...patch, planned: null, problem: null, phase: 'idle' })}
          onLookUp={(...asked) => void planEncoder(...asked)}
          onCancel={() => void cancelDownload('encoder')}
        />
      }
      found={planned && <PlanCard planned={planned} />}
      before={
        <>
          Look up asks {hub}, or the address, for the files and their sizes: a few kilobytes. Nothing else
          leaves this page, and no weights are loaded before you say so.
        </>
      }
    />
  );
}
