import { appendFile, readFile, rename } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { IsoglotError } from '../core/errors';
import type { Checkpoint } from '../experiment/train';
import { encoderDirectoryFiles } from '../io/export/encoderDirectoryFiles';
import { historyLines, parseHistory } from '../io/export/history';
import type { EncoderFiles } from '../io/encoderDirectory';
import type { Weights } from '../core/encoderDefinition';
import { decodeCheckpoint, encodeCheckpoint } from '../io/storage/checkpoint';
import type { Configuration, HistoryEvent, Result } from '../protocol';
import { readConfiguration } from './readConfiguration';
import { makeFolder, writeResult, writeText } from './writeResult';

/**
 * A run on disk: `configuration.json`, `history.jsonl`, `checkpoint/`, and at the end `result.json` and `encoder/`.
 * Files that must never be half written are written beside and moved into place.
 */
export function runFolder(path: string) {
  const at = (...parts: string[]) => join(path, ...parts);
  const historyPath = at('history.jsonl');
  const checkpointPath = at('checkpoint', 'checkpoint.safetensors');

  return {
    path,
    /** @throws IsoglotError if this is not the folder of a run, or its configuration is damaged. */
    async configuration(): Promise<Configuration> {
      const file = at('configuration.json');
      if (!existsSync(file)) {
        throw new IsoglotError({
          code: 'bad-file',
          what: 'This is not the folder of a run: configuration.json is missing.',
          where: path,
          remedy: 'Give the --out folder of an earlier run.',
        });
      }
      return readConfiguration(file);
    },

    /** @throws IsoglotError if there is no checkpoint to go on from. */
    async checkpoint(): Promise<Checkpoint> {
      let bytes: Buffer;
      try {
        bytes = await readFile(checkpointPath);
      } catch {
        throw new IsoglotError({
          code: 'bad-file',
          what: 'There is no checkpoint to go on from.',
          where: checkpointPath,
          remedy: 'Give the --out folder of an earlier run, or start anew with --config.',
        });
      }
      return decodeCheckpoint(new Uint8Array(bytes), checkpointPath);
    },

    /** A fresh history, or the stored one up to the checkpoint: what came after it will happen again. */
    async begin(configuration: Configuration, checkpoint: Checkpoint | null): Promise<HistoryEvent[]> {
      const events = checkpoint ? parseHistory(await readFile(historyPath, 'utf8'), historyPath) : [];
      const end = events.findLastIndex(
        (e) => e.type === 'checkpoint' && e.step === checkpoint?.optimiser.step,
      );
      const kept = events.slice(0, end + 1);
      await makeFolder(at('checkpoint'));
      await writeText(historyPath, historyLines(kept));
      await writeResult(configuration, at('configuration.json'));
      return kept;
    },

    note: (event: HistoryEvent) => appendFile(historyPath, historyLines([event])),

    async keep(checkpoint: Checkpoint): Promise<void> {
      await writeText(`${checkpointPath}.part`, encodeCheckpoint(checkpoint));
      await rename(`${checkpointPath}.part`, checkpointPath);
    },

    async finish(result: Result, files: EncoderFiles, weights: Weights): Promise<void> {
      await makeFolder(at('encoder'));
      for (const file of encoderDirectoryFiles(files, weights)) {
        await makeFolder(dirname(at('encoder', file.path)));
        await writeText(at('encoder', file.path), file.bytes);
      }
      await writeResult(result, at('result.json'));
    },
  };
}

export type RunFolder = ReturnType<typeof runFolder>;
