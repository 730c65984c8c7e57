import { useState } from 'react';
import { TextInput } from '../../ui';
import { useSetup } from '../workbench';

/** What is put before queries and passages in place of the encoder's own prompts. */
export function Prompts() {
  return (
    <>
      <Prompt field="queryPrompt" label="Query prompt" />
      <Prompt field="passagePrompt" label="Passage prompt" />
    </>
  );
}

/** Typed text is taken over when the field is left, so that undo takes back the whole of it. */
function Prompt({ field, label }: { field: 'queryPrompt' | 'passagePrompt'; label: string }) {
  const prompt = useSetup((setup) => setup.draft[field]);
  const change = useSetup((setup) => setup.change);
  const [typed, setTyped] = useState<string | null>(null);
  const commit = () => {
    if (typed === null) return;
    setTyped(null);
    change({ [field]: typed === '' ? null : typed });
  };
  return (
    <div onBlur={commit} onKeyDown={(event) => event.key === 'Enter' && commit()}>
      <TextInput
        label={label}
        value={typed ?? prompt ?? ''}
        onChange={setTyped}
        placeholder="the encoder’s own"
        maxLength={2000}
      />
    </div>
  );
}
