import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { fileFromBlob, fileFromBytes } from './files';
import { visitLines } from './lines';
import { gzipFile, textFile } from './testing/textFiles';

async function linesOf(file: Parameters<typeof visitLines>[0]) {
  const lines: [number, string][] = [];
  const print = await visitLines(file, (line, number) => lines.push([number, line]));
  return { lines, print };
}

/** A file whose content arrives in portions of `size` bytes. */
const portioned = (bytes: Uint8Array, size: number) => ({
  ...fileFromBytes('a.tsv', bytes),
  stream: () =>
    new ReadableStream<Uint8Array>({
      start: (controller) => {
        for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.subarray(at, at + size));
        controller.close();
      },
    }),
});

describe('visitLines', () => {
  const text = '\uFEFFone\r\n\n  \nträ\u{1D11E}e\nlast';
  const expected = [
    [1, 'one'],
    [4, 'trä\u{1D11E}e'],
    [5, 'last'],
  ];

  it('gives lines and their numbers, however the content arrives', async () => {
    const bytes = new TextEncoder().encode(text);
    const whole = await linesOf(fileFromBytes('a.tsv', bytes));
    expect(whole.lines).toEqual(expected);
    for (const size of [1, 3, 7]) expect(await linesOf(portioned(bytes, size))).toEqual(whole);
    expect(await linesOf(fileFromBlob('a.tsv', new Blob([bytes])))).toEqual(whole);
    expect(await linesOf(await gzipFile(textFile('a.tsv', text)))).toEqual(whole);
    expect((await linesOf(textFile('a.tsv', ''))).lines).toEqual([]);
  });

  it('gives other content another fingerprint', async () => {
    const prints = [text, `${text} `, ''].map(async (each) => (await linesOf(textFile('a', each))).print);
    expect(new Set(await Promise.all(prints)).size).toBe(3);
  });

  it('refuses a truncated or damaged gzip', async () => {
    const packed = gzipSync(Array.from({ length: 5000 }, (_, i) => `${i * 7919}\n`).join(''));
    const damaged = new Uint8Array(packed);
    damaged.fill(0x55, 2000, 2100);
    for (const bytes of [packed.subarray(0, -12), packed.subarray(0, 5000), damaged]) {
      await expect(linesOf(fileFromBytes('docs.jsonl.gz', new Uint8Array(bytes)))).rejects.toMatchObject({
        code: 'bad-file',
        where: 'docs.jsonl.gz',
        what: expect.stringContaining('damaged, truncated') as string,
      });
    }
  });

  it('refuses what is not UTF-8, cut at the end too, and names the line', async () => {
    const latin1 = new Uint8Array([0x61, 0x0a, 0xe4, 0x0a]);
    const utf16 = new Uint8Array([0xff, 0xfe, 0x61, 0x00]);
    const cut = new Uint8Array([0x61, 0x0a, 0xe2, 0x82]);
    for (const bytes of [latin1, utf16, cut]) {
      await expect(linesOf(fileFromBytes('a.tsv', bytes))).rejects.toMatchObject({
        code: 'bad-file',
        where: expect.stringMatching(/^a\.tsv: line \d or below$/) as string,
        what: 'the text is not UTF-8.',
      });
    }
  });

  it('refuses a line without end', async () => {
    const endless = new Uint8Array(17 * 2 ** 20).fill(0x61);
    await expect(linesOf(portioned(endless, 2 ** 20))).rejects.toMatchObject({
      where: 'a.tsv: line 1',
      what: expect.stringContaining('characters') as string,
    });
  });

  it('ends with what a visit throws, and when cancelled', async () => {
    const stop = new Error('enough');
    const running = visitLines(textFile('a.tsv', 'x\ny'), () => {
      throw stop;
    });
    await expect(running).rejects.toBe(stop);
    const cancelled = visitLines(textFile('a.tsv', 'x'), () => undefined, AbortSignal.abort());
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  });
});
