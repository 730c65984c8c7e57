import { beforeAll, describe, expect, it } from 'vitest';
import type { Weights } from '../core/encoderDefinition';
import { setStage, type TokenizedCorpus } from '../experiment/stage';
import { train } from '../experiment/train';
import { readEncoderMaterial } from '../experiment/materials';
import { startTestBackend, tokenizedMaterials } from '../experiment/testing/smallStage';
import { resultOfRun } from '../io/export/result';
import { fileFromBytes, type InputFile } from '../io/files';
import { encodeCheckpoint } from '../io/storage/checkpoint';
import {
  configuration,
  type BackendSummary,
  type Configuration,
  type HistoryEvent,
  type Result,
} from '../protocol';
import { exportEncoder } from './exportEncoder';
import { newSession, type Session } from './session';

let tokenized: TokenizedCorpus;
let backend: BackendSummary;
beforeAll(async () => {
  backend = await startTestBackend('wasm');
  tokenized = await tokenizedMaterials();
});

const small = (patch: Partial<Configuration>) =>
  configuration.parse({
    schema: 'isoglot/configuration@1',
    languages: ['de', 'en'],
    evaluationLanguages: ['de', 'en'],
    sourceDomains: ['food'],
    targetDomains: ['law'],
    batchSize: 4,
    steps: 1,
    learningRate: 1e-2,
    evaluateEvery: 0,
    ...patch,
  });

/** One step of training: what is stored of it, and the weights that were on the backend. */
async function trained(config: Configuration) {
  const stage = setStage(tokenized, config);
  const files = new Map<string, Uint8Array>();
  const history: HistoryEvent[] = [];
  const run = train(stage, config, {
    keep: async (checkpoint) => void files.set('run.checkpoint-1.safetensors', encodeCheckpoint(checkpoint)),
  });
  for await (const event of run) if (event.type !== 'progress') history.push(event);
  const weights = await stage.exportWeights();
  stage.encoder.dispose();
  const facts = {
    isoglot: { version: '1', commit: 'c' },
    configuration: config,
    encoder: tokenized.material.summary,
    data: tokenized.data.summary,
    backend,
    started: '',
  };
  const store = { names: async () => files.keys(), read: async (key: string) => files.get(key) ?? null };
  return { weights, store, result: resultOfRun(facts, history) };
}

const session = (): Session => ({
  ...newSession(),
  backend,
  encoder: tokenized.material,
  data: tokenized.data,
});

/** The files of an archive whose files are stored one behind the other, by the headers before each. */
async function unzipped(archive: Blob): Promise<InputFile[]> {
  const bytes = new Uint8Array(await archive.arrayBuffer());
  const view = new DataView(bytes.buffer);
  const files: InputFile[] = [];
  for (let at = 0; view.getUint32(at, true) === 0x04034b50;) {
    const [size, nameLength] = [view.getUint32(at + 22, true), view.getUint16(at + 26, true)];
    const name = new TextDecoder().decode(bytes.subarray(at + 30, at + 30 + nameLength));
    const start = at + 30 + nameLength;
    files.push(fileFromBytes(name, bytes.slice(start, start + size)));
    at = start + size;
  }
  return files;
}

const sorted = (weights: Weights) => new Map([...weights].sort());

describe('exportEncoder', () => {
  it.each<[string, Partial<Configuration>]>([
    ['everything', {}],
    ['a trimmed vocabulary', { vocabulary: 'corpus' }],
    ['adapters', { loraRank: 2 }],
  ])('gives the encoder whole after training %s', async (_, patch) => {
    const { weights, store, result } = await trained(small(patch));
    const files = await unzipped(await exportEncoder(session(), 'run', result, store));
    const material = await readEncoderMaterial(files);
    expect(sorted(material.files.weights)).toEqual(sorted(weights));
    expect(sorted(weights)).not.toEqual(sorted(tokenized.material.files.weights));
    expect(material.summary.name).toBe('isoglot-encoder');
    const card = files.find(({ path }) => path === 'isoglot-encoder/README.md')!;
    const shown = result.scores.multilingual.map!.toFixed(4);
    expect(new TextDecoder().decode(await card.bytes())).toContain(`${shown} |\n| rank distance`);
  });

  it('refuses while another encoder is open, and when nothing is kept', async () => {
    const { store, result } = await trained(small({}));
    const other: Result = { ...result, encoder: { ...result.encoder, name: 'other', sha256: '0' } };
    await expect(exportEncoder(session(), 'run', other, store)).rejects.toMatchObject({
      code: 'bad-configuration',
      what: 'The run trained other, but tiny-e5 is open.',
    });
    await expect(exportEncoder(session(), 'another', result, store)).rejects.toMatchObject({
      code: 'storage',
      what: 'The weights of this run are not kept in this browser.',
    });
  });
});
