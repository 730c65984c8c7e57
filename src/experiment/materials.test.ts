import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fileFromBytes, type InputFile } from '../io/files';
import { readDirectory } from '../io/nodeFiles';
import { readSafetensors, writeSafetensors } from '../io/safetensors';
import { readEncoderMaterial } from './materials';
import { ROOT } from './testing/smallStage';

const tiny = () => readDirectory(join(ROOT, 'fixtures/encoders/tiny-e5'));

/** The tiny encoder with one file's content changed. */
async function changed(name: string, change: (bytes: Uint8Array) => Uint8Array): Promise<InputFile[]> {
  const files = await tiny();
  return Promise.all(
    files.map(async (file) =>
      file.path.endsWith(`/${name}`) ? fileFromBytes(file.path, change(await file.bytes())) : file,
    ),
  );
}

describe('an encoder that does not fit together is refused while it is opened:', () => {
  it('a missing tensor', async () => {
    const files = await changed('model.safetensors', (bytes) => {
      const weights = readSafetensors(bytes, 'model.safetensors');
      weights.delete('encoder.layer.1.output.dense.bias');
      return writeSafetensors(weights);
    });
    await expect(readEncoderMaterial(files)).rejects.toMatchObject({
      code: 'bad-encoder',
      what: expect.stringContaining('encoder.layer.1.output.dense.bias is missing') as string,
    });
  });

  it('a tensor of a wrong shape', async () => {
    const files = await changed('model.safetensors', (bytes) => {
      const weights = readSafetensors(bytes, 'model.safetensors');
      weights.set('embeddings.LayerNorm.weight', { shape: [31], data: new Float32Array(31) });
      return writeSafetensors(weights);
    });
    await expect(readEncoderMaterial(files)).rejects.toMatchObject({
      what: expect.stringMatching(/embeddings\.LayerNorm\.weight has the shape \[31\]; \[32\]/) as string,
    });
  });

  it('a tokenizer with more pieces than the embedding has rows', async () => {
    const files = await changed('config.json', (bytes) => {
      const config = JSON.parse(new TextDecoder().decode(bytes)) as { vocab_size: number };
      return new TextEncoder().encode(JSON.stringify({ ...config, vocab_size: 10 }));
    });
    const rows = await Promise.all(
      files.map(async (file) => {
        if (!file.path.endsWith('/model.safetensors')) return file;
        const weights = readSafetensors(await file.bytes(), file.path);
        const table = weights.get('embeddings.word_embeddings.weight')!;
        const shape = [10, table.shape[1]!];
        weights.set('embeddings.word_embeddings.weight', {
          shape,
          data: table.data.slice(0, 10 * shape[1]!),
        });
        return fileFromBytes(file.path, writeSafetensors(weights));
      }),
    );
    await expect(readEncoderMaterial(rows)).rejects.toMatchObject({
      code: 'bad-encoder',
      what: expect.stringMatching(/knows \d+ pieces, the word embedding has 10 rows/) as string,
    });
  });

  it('and one that does fit is read', async () => {
    const { summary } = await readEncoderMaterial(await tiny());
    expect(summary).toMatchObject({ name: 'tiny-e5', layers: 2, dimensions: 32 });
  });
});
