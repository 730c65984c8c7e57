import { join, resolve } from 'node:path';
import { startBackend } from '../../engine/backend';
import { readDirectory } from '../../io/nodeFiles';
import type { BackendRequest } from '../../protocol';
import { readDataMaterial, readEncoderMaterial, type DataMaterial, type EncoderMaterial } from '../materials';
import { drain } from '../progress';
import { tokenizeCorpus, type TokenizedCorpus } from '../stage';

export const ROOT = resolve(import.meta.dirname, '../../..');
const WASM = `${join(ROOT, 'node_modules/@tensorflow/tfjs-backend-wasm/dist')}/`;

/** Starts a backend for a test; a fault of it fails the test run. */
export function startTestBackend(requested: BackendRequest) {
  return startBackend({
    requested,
    wasmPaths: WASM,
    onFatal: (problem) => {
      throw new Error(problem.what);
    },
  });
}

/** A random 2 x 32 encoder (fixtures/encoders) and the bundled data. */
async function smallMaterials(): Promise<{ encoder: EncoderMaterial; data: DataMaterial }> {
  const [encoder, data] = await Promise.all([
    readDirectory(join(ROOT, 'fixtures/encoders/tiny-e5')).then(readEncoderMaterial),
    readDirectory(join(ROOT, 'public/data/isoglot-qa')).then((files) => readDataMaterial(files, 'auto')),
  ]);
  return { encoder, data };
}

export async function tokenizedMaterials(): Promise<TokenizedCorpus> {
  const { encoder, data } = await smallMaterials();
  return tokenized(encoder, data);
}

export function tokenized(encoder: EncoderMaterial, data: DataMaterial): Promise<TokenizedCorpus> {
  return drain(
    tokenizeCorpus(encoder, data, {
      maxLength: 128,
      queryPrompt: null,
      passagePrompt: null,
      passageText: 'sentence',
    }),
    () => undefined,
  );
}
