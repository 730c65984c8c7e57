import { useEffect, useState } from 'react';
import { useCommands } from '../workbench';
import { filesOf } from './files';
import styles from './Drop.module.css';

/** Takes files and folders dropped anywhere on the window, and says so while they hover. */
export function Drop() {
  const { openDropped } = useCommands();
  const [hovering, setHovering] = useState<'page' | 'further' | null>(null);

  useEffect(() => {
    // Every element entered is left again: only the balance says whether the window was left.
    let depth = 0;
    const holdsFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const settle = () => {
      depth = 0;
      setHovering(null);
    };
    const listeners = {
      dragenter: (event: DragEvent) => {
        if (!holdsFiles(event)) return;
        depth += 1;
        setHovering(targetOf(event));
      },
      dragleave: (event: DragEvent) => {
        if (!holdsFiles(event)) return;
        depth -= 1;
        if (depth <= 0) settle();
      },
      dragover: (event: DragEvent) => {
        if (!holdsFiles(event)) return;
        event.preventDefault();
        setHovering(targetOf(event));
      },
      drop: (event: DragEvent) => {
        if (!holdsFiles(event) || !event.dataTransfer) return;
        event.preventDefault();
        settle();
        const isFurther = targetOf(event) === 'further';
        void filesOf(event.dataTransfer).then((files) =>
          files.length > 0 ? openDropped(files, isFurther) : undefined,
        );
      },
    };
    const entries = Object.entries(listeners) as [keyof typeof listeners, (event: DragEvent) => void][];
    for (const [type, listener] of entries) window.addEventListener(type, listener);
    return () => {
      for (const [type, listener] of entries) window.removeEventListener(type, listener);
    };
  }, [openDropped]);

  if (!hovering) return null;
  return (
    <div className={styles.target} aria-hidden="true">
      <div className={styles.hint}>
        {hovering === 'further' ? (
          <>
            <p className={styles.title}>Drop to train on it, too</p>
            <p>A data set’s files become a further set beside those on the bench.</p>
          </>
        ) : (
          <>
            <p className={styles.title}>Drop to open</p>
            <p>
              An encoder’s folder (config.json, tokenizer.json, model.safetensors), a data set’s files, a
              configuration, or a study. A data set dropped on “Also train on” is trained on beside the
              present one.
            </p>
          </>
        )}
      </div>
    </div>
  );
}

/** Whether it is over the part of the page that takes further data sets. */
function targetOf({ target }: DragEvent): 'page' | 'further' {
  return target instanceof Element && target.closest('[data-drop="further"]') ? 'further' : 'page';
}
