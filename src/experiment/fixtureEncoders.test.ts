import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { deviceErrors } from '../engine/gpuDevice';
import { createEncoder } from '../engine/encoder';
import { encodeTexts } from '../engine/encode';
import { startTestBackend } from '../engine/testing/backends';
import { largestDifference } from '../engine/testing/gradients';
import { fileFromBytes } from '../io/files';
import { readDirectory } from '../io/nodeFiles';
import { tokenizeAll } from '../io/tokenizer/tokenTable';
import { readEncoderMaterial, type EncoderMaterial } from './materials';
import { drain } from './progress';
import { ROOT } from './testing/smallStage';

interface Prompted {
  texts: string[];
  embedding: number[][];
}
interface Expected {
  texts: { text: string; token_ids: number[] }[];
  embedding: number[][];
  embedding_f16_weights: number[][];
  embedding_bf16_weights: number[][];
  with_prompt_query: Prompted;
  with_prompt_passage: Prompted;
}

/** Those of fixtures/encoders/README.md. */
const TOLERANCES = { cpu: 2e-6, wasm: 2e-6, webgpu: 2e-5 } as const;

const folder = (name: string) => join(ROOT, 'fixtures/encoders', name);
const expectedOf = (name: string) =>
  JSON.parse(readFileSync(join(folder(name), 'expected.json'), 'utf8')) as Expected;

/** The encoder of a fixture, its weights from another file of its folder if one is named. */
async function open(name: string, weights = 'model.safetensors'): Promise<EncoderMaterial> {
  const files = (await readDirectory(folder(name))).filter(({ path }) => !path.endsWith('16.safetensors'));
  const bytes = new Uint8Array(readFileSync(join(folder(name), weights)));
  return readEncoderMaterial(
    files.map((file) => (file.path === `${name}/model.safetensors` ? fileFromBytes(file.path, bytes) : file)),
  );
}

/** Text in, embeddings out: files, tokenizer and engine together. */
async function embed({ files, tokenizer }: EncoderMaterial, texts: string[]): Promise<Float32Array> {
  const encoder = createEncoder(files.definition, files.weights);
  try {
    const table = await tokenizeAll(tokenizer, texts, files.definition.maxLength);
    return await drain(encodeTexts(encoder, table), () => undefined);
  } finally {
    encoder.dispose();
  }
}

describe.each(['cpu', 'wasm', 'webgpu'] as const)('from folder to embedding on %s', (backend) => {
  const tolerance = TOLERANCES[backend];
  afterEach(() => expect(deviceErrors()).toEqual([]));

  it.each([
    ['tiny-xlmr', 'model.safetensors', 'embedding'],
    ['tiny-xlmr', 'model.f16.safetensors', 'embedding_f16_weights'],
    ['tiny-xlmr', 'model.bf16.safetensors', 'embedding_bf16_weights'],
    ['tiny-labse', 'model.safetensors', 'embedding'],
    ['tiny-e5', 'model.safetensors', 'embedding'],
  ] as const)('%s with %s agrees with PyTorch', async (name, weights, expected) => {
    await startTestBackend(backend);
    const { texts, [expected]: embedding } = expectedOf(name);
    const own = await embed(
      await open(name, weights),
      texts.map(({ text }) => text),
    );
    expect(largestDifference(own, embedding.flat())).toBeLessThan(tolerance);
  });

  it.each(['query', 'passage'] as const)('tiny-e5 with its %s prompt agrees with PyTorch', async (kind) => {
    await startTestBackend(backend);
    const material = await open('tiny-e5');
    const prompt = material.files.definition.prompts[kind];
    const { texts, embedding } = expectedOf('tiny-e5')[`with_prompt_${kind}`];
    const bare = texts.map((text) => text.slice(`${kind}: `.length));
    const own = await embed(
      material,
      bare.map((text) => prompt + text),
    );
    expect(largestDifference(own, embedding.flat())).toBeLessThan(tolerance);
  });
});
