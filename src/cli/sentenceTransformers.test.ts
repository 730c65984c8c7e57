import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEncoder } from '../engine/encoder';
import { encodeTexts } from '../engine/encode';
import { startTestBackend } from '../engine/testing/backends';
import { readEncoderMaterial } from '../experiment/materials';
import { drain } from '../experiment/progress';
import { readDirectory } from '../io/nodeFiles';
import { tokenizeAll } from '../io/tokenizer/tokenTable';

/**
 * Trains with the command line and opens what it writes with the real sentence-transformers of Python. Set
 * ISOGLOT_PYTHON to a Python that has it; without, `python3` is tried, and the tests are left out, and say so, if that
 * has it not.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const named = process.env['ISOGLOT_PYTHON'];
const python = named ?? 'python3';
const PROBE =
  'import importlib.util, sys; sys.exit(importlib.util.find_spec("sentence_transformers") is None)';
const isThere = named !== undefined || spawnSync(python, ['-c', PROBE]).status === 0;
if (!isThere) {
  console.warn(
    'LEFT OUT: what Isoglot exports was not opened with sentence-transformers, because python3 has none. ' +
      'Set ISOGLOT_PYTHON to a Python that has it.',
  );
}

/** Float32 in another order, over the models of this test (README of fixtures/encoders: WebGPU 2e-5, f32 2e-6). */
const TOLERANCE = 2e-4;
const TEXTS = [
  'Who built the old bridge?',
  'Im Winter schwimmen die Wale nach Süden in warmes Wasser.',
  '蜜蜂跳舞是为了告诉别的蜜蜂花在哪里。',
  '',
];

interface Answer {
  version: string;
  modules: string[];
  embeddings: number[][][];
  card: Record<string, unknown>;
}

const scratch = mkdtempSync(join(tmpdir(), 'isoglot-sentence-transformers-'));
afterAll(() => rmSync(scratch, { recursive: true }));

/** A folder as `transformers` writes it, without modules, its weights said to be float16. */
function plainFolder(): string {
  const from = join(ROOT, 'fixtures/encoders/tiny-xlmr');
  const to = join(scratch, 'plain');
  for (const file of ['tokenizer.json', 'tokenizer_config.json']) cpSync(join(from, file), join(to, file));
  cpSync(join(from, 'model.f16.safetensors'), join(to, 'model.safetensors'));
  const config = JSON.parse(readFileSync(join(from, 'config.json'), 'utf8')) as object;
  writeFileSync(join(to, 'config.json'), JSON.stringify({ ...config, torch_dtype: 'float16' }));
  return to;
}

/** Trains for two steps; the folder of the exported encoder. */
function trained(encoder: string, name: string, vocabulary: 'full' | 'corpus'): string {
  const out = join(scratch, name);
  const file = join(scratch, `${name}.json`);
  const configuration = {
    schema: 'isoglot/configuration@1',
    name: `A test of ${name}`,
    encoder,
    languages: ['de', 'en'],
    evaluationLanguages: ['de', 'en'],
    targetDomains: ['law'],
    batchSize: 4,
    steps: 2,
    learningRate: 1e-3,
    evaluateEvery: 0,
    vocabulary,
    backend: 'wasm',
  };
  writeFileSync(file, JSON.stringify(configuration));
  const args = ['scripts/isoglot.mjs', 'train', '--config', file, '--out', out];
  const { status, stderr } = spawnSync(process.execPath, args, { cwd: ROOT, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  return join(out, 'encoder');
}

function askPython(folder: string, prompts: string[]): Answer {
  const input = JSON.stringify({ folder, texts: TEXTS, prompts });
  const script = join(import.meta.dirname, 'testing/embed.py');
  const run = spawnSync(python, [script], {
    input,
    encoding: 'utf8',
    env: { ...process.env, HF_HUB_OFFLINE: '1' },
  });
  expect(run.status, run.stderr).toBe(0);
  return JSON.parse(run.stdout) as Answer;
}

async function ownEmbeddings(folder: string, prompt: string): Promise<Float32Array> {
  const { files, tokenizer } = await readEncoderMaterial(await readDirectory(folder));
  const texts = TEXTS.map((text) => prompt + text);
  const encoder = createEncoder(files.definition, files.weights);
  const table = await tokenizeAll(tokenizer, texts, files.definition.maxLength);
  const embeddings = await drain(encodeTexts(encoder, table), () => undefined);
  encoder.dispose();
  return embeddings;
}

describe.skipIf(!isThere)(`what is exported, opened with sentence-transformers of ${python}`, () => {
  beforeAll(() => startTestBackend('wasm'));

  it.each<[string, () => string, 'full' | 'corpus', string[], string[]]>([
    [
      'tiny-labse',
      () => 'fixtures/encoders/tiny-labse',
      'full',
      ['Transformer', 'Pooling', 'Dense', 'Normalize'],
      [''],
    ],
    [
      'tiny-e5',
      () => 'fixtures/encoders/tiny-e5',
      'corpus',
      ['Transformer', 'Pooling', 'Normalize'],
      ['query: ', 'passage: '],
    ],
    ['a plain folder', plainFolder, 'full', ['Transformer', 'Pooling'], ['']],
  ])('gives the embeddings of Isoglot: %s', async (name, encoder, vocabulary, modules, prompts) => {
    const folder = trained(encoder(), name.replaceAll(' ', '-'), vocabulary);
    const answer = askPython(folder, prompts);
    expect(answer.modules).toEqual(modules);
    for (const [i, prompt] of prompts.entries()) {
      const own = await ownEmbeddings(folder, prompt);
      const theirs = answer.embeddings[i]!.flat();
      expect(own.length).toBe(theirs.length);
      const largest = own.reduce((most, value, at) => Math.max(most, Math.abs(value - theirs[at]!)), 0);
      expect(largest, `sentence-transformers ${answer.version}`).toBeLessThan(TOLERANCE);
    }
    expect(answer.card).toMatchObject({
      library_name: 'sentence-transformers',
      language: ['de', 'en'],
      tags: expect.arrayContaining(['sentence-transformers', 'isoglot']) as string[],
    });
  });
});
