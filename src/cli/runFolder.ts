import { appendFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { IsoglotError } from '../core/errors';
import { trainedEncoder } from '../io/export/trainedEncoder';
import { historyLines, parseHistory } from '../io/export/history';
import type { EncoderFiles } from '../io/encoderDirectory';
import type { Weights } from '../core/encoderDefinition';
import type { Checkpoint } from '../io/storage/checkpoint';
import {
  checkpointNames,
  dropCheckpoints,
  keepCheckpoint,
  newestCheckpoint,
  type FoundCheckpoint,
} from '../io/storage/checkpointFiles';
import type { Configuration, HistoryEvent, Result } from '../protocol';
import { readTextFile } from '../io/nodeFiles';
import { checkpointFolder } from './checkpointFolder';
import { historyUpTo } from './historyUpTo';
import { layOut } from './layOut';
import { requireOrigin, type Origin } from './origin';
import { readConfiguration } from './readConfiguration';
import { makeFolder, replaceText, writeText, writing } from './writeResult';

/** What a run goes on from: the checkpoint, and the history up to it. */
export interface Past extends FoundCheckpoint {
  history: HistoryEvent[];
}

/**
 * A run on disk: `configuration.json`, `history.jsonl`, `checkpoint/`, and at the end `result.json` and `encoder/`.
 * Files that must never be half written are written beside and moved into place.
 */
export function runFolder(path: string) {
  const at = (...parts: string[]) => join(path, ...parts);
  const historyPath = at('history.jsonl');
  const checkpoints = checkpointFolder(at('checkpoint'));

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

    hasCheckpoint: async (): Promise<boolean> => checkpointNames(await checkpoints.names(), '').length > 0,

    /**
     * The newest checkpoint that can be read, and the history up to it: what came after it will happen again. Reads only.
     * @throws IsoglotError if there is no checkpoint to go on from, or one of the two is damaged.
     */
    async past(): Promise<Past> {
      const found = await newestCheckpoint(checkpoints, '');
      if (!found) {
        throw new IsoglotError({
          code: 'bad-file',
          what: 'There is no checkpoint to go on from.',
          where: at('checkpoint'),
          remedy: 'Give the --out folder of an earlier run, or start anew with --config.',
        });
      }
      const events = parseHistory(await readTextFile(historyPath), historyPath);
      return { ...found, history: historyUpTo(found.checkpoint.optimiser.step, events, historyPath) };
    },

    /** @throws IsoglotError if encoder or data have changed since the run began. */
    requireSame: (now: Origin) => requireOrigin(at('origin.json'), now),

    /** Makes the folder and writes what a run begins with. Of an earlier run in it nothing is left to go on from. */
    async begin(configuration: Configuration, past: readonly HistoryEvent[], began: Origin): Promise<void> {
      await makeFolder(at('checkpoint'));
      await replaceText(historyPath, historyLines(past));
      if (past.length === 0) {
        await dropCheckpoints(checkpoints, '');
        await rm(at('result.json'), { force: true });
      }
      await replaceText(at('configuration.json'), `${layOut(configuration)}\n`);
      await replaceText(at('origin.json'), `${layOut(began)}\n`);
    },

    note: (event: HistoryEvent) => writing(historyPath, () => appendFile(historyPath, historyLines([event]))),

    keep: (checkpoint: Checkpoint) => keepCheckpoint(checkpoints, '', checkpoint),

    async finish(result: Result, files: EncoderFiles, weights: Weights): Promise<void> {
      await makeFolder(at('encoder'));
      for (const file of trainedEncoder(files, weights, result)) {
        await makeFolder(dirname(at('encoder', file.path)));
        await writeText(at('encoder', file.path), file.bytes);
      }
      await replaceText(at('result.json'), `${layOut(result)}\n`);
    },
  };
}

export type RunFolder = ReturnType<typeof runFolder>;
